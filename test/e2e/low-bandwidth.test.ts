import test from 'ava';
import {framesOf, quantile} from './frames.ts';
import {built, scratch} from './program.ts';
import {openScreen} from './terminal.ts';

test.before(built);

/** What product.md allows: bytes a second, of which there is one frame with this profile. */
const budget = 1.5 * 1024;
const watched = 30;

const sizes = [
	[80, 24],
	[120, 40],
	[200, 60],
] as const;

const runs = {
	demo: ['--scenario', 'demo'],
	'plain run': [],
} as const;

for (const [columns, rows] of sizes)
	for (const [name, args] of Object.entries(runs))
		test(`low bandwidth, ${name}, ${columns}×${rows}: at most 1.5 KiB a frame, and a frame a second`, async t => {
			const options = ['--viz-every', '0', '--low-bandwidth', ...args];
			const terminal = openScreen(t, options, {folder: scratch(t), columns, rows});
			await terminal.see(/\* running/);
			const before = terminal.received().length;
			const began = performance.now();
			const news = () => framesOf(terminal.received().slice(before));
			await terminal.until(`${watched} frames`, () => news().length >= watched);
			const seconds = (performance.now() - began) / 1000;
			const bytes = news();
			const all = bytes.reduce((sum, each) => sum + each, 0);
			t.log(
				`median ${quantile(bytes, 0.5)} bytes a frame, largest ${quantile(bytes, 1)}, mean ${Math.round(all / bytes.length)}; ${(bytes.length / seconds).toFixed(2)} frames a second`,
			);
			t.true(quantile(bytes, 1) <= budget, `largest ${quantile(bytes, 1)}`);
			t.notRegex(
				terminal.received().slice(before),
				/[^\u001B -~\r\n]|\u001B\[[\d;]*[1-9]\d*m/,
				'ASCII without a style',
			);
			t.true(bytes.length <= seconds + 3, 'more than one frame a second');
		});
