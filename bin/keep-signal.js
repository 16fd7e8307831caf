// Read by Node versions far older than the program runs on, as node-version.js is.
import inspector from 'node:inspector';
import process from 'node:process';

/**
 * Keeps SIGUSR1 for whoever listens for it first. Before anybody does, Node.js opens its debugger on it: one that was opened so is closed again, for
 * on a machine that others use too it lets them in.
 */
export function keepSignal() {
	let came = false;
	const asked = [...process.execArgv, process.env.NODE_OPTIONS].some(text => String(text).includes('--inspect'));
	const shut = () => {
		if (asked || inspector.url() === undefined) return;
		inspector.close();
		came = true;
	};
	process.on('SIGUSR1', () => {
		if (process.listenerCount('SIGUSR1') === 1) came = true;
	});
	shut();
	process.on('newListener', function heard(event) {
		if (event !== 'SIGUSR1') return;
		process.off('newListener', heard);
		shut();
		if (came) setImmediate(() => process.emit('SIGUSR1', 'SIGUSR1'));
	});
}
