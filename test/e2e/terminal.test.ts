import test from 'ava';
import {scratch} from '../program.ts';
import {openTerminal} from './terminal.ts';

test('a terminal whose reader is busy loses none of the last words of its program', async t => {
	const terminals = Array.from({length: 8}, () =>
		openTerminal(t, ['sh', '-c', 'sleep 0.2; head -c 19000 /dev/zero | tr "\\0" x; sleep 0.03; echo goodbye'], {
			folder: scratch(t),
		}),
	);
	// The reader gets round to reading every 300 ms only.
	const busy = setInterval(() => {
		const until = performance.now() + 300;
		while (performance.now() < until);
	}, 5);
	try {
		await Promise.all(terminals.map(({exited}) => exited));
	} finally {
		clearInterval(busy);
	}
	for (const {received} of terminals) t.regex(received(), /x{1000}goodbye\r\n$/);
});
