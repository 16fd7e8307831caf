import {spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Socket} from 'node:net';

/**
Sets DISPLAY, unless it is set, to an Xvfb that lives as long as this process. Without Xvfb nothing happens, and GL will say that there is no
display.
*/
export async function virtualDisplay(): Promise<void> {
	if (process.env['DISPLAY']) return;
	const display = `:${1000 + (process.pid % 50_000)}`; // servers that pick a number themselves take it from each other
	const options = ['-displayfd', '3', '-screen', '0', '320x240x24', '-nolisten', 'tcp'];
	const server = spawn('Xvfb', [display, ...options], {stdio: ['ignore', 'ignore', 'ignore', 'pipe']});
	const ready = server.stdio[3] as Socket;
	let number = '';
	ready.on('data', chunk => {
		number += String(chunk);
	});
	// To the end: a server that writes into a closed pipe dies.
	await Promise.race([once(ready, 'end'), once(server, 'error')]);
	server.unref(); // a file whose tests are all skipped runs no hook, and must still end
	process.once('exit', () => server.kill());
	if (number !== '') process.env['DISPLAY'] = display;
}
