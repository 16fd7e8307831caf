import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import fc from 'fast-check';
import {built, scratch} from './program.ts';
import {openScreen} from './terminal.ts';

test.before(built);

test('500 sizes from 1×1 to 200×60 leave it running, and none is drawn beyond its edges', async t => {
	const terminal = openScreen(t, ['--neurons', '300', '--viz-every', '0', '--fps', '10'], {folder: scratch(t)});
	await terminal.see(/● running/);
	const sizes = fc.sample(fc.tuple(fc.integer({min: 1, max: 200}), fc.integer({min: 1, max: 60})), 500);
	for (const [columns, rows] of sizes) {
		terminal.resize(columns, rows);
		await delay(8);
	}
	terminal.resize(30, 8);
	await terminal.see(/enlarge me/);
	terminal.resize(120, 40);
	await terminal.see(/● running[\s\S]*q quit/);
	const tick = () => Number(/ tick ([\d,]+) /.exec(terminal.rows().join('\n'))?.[1]?.replaceAll(',', ''));
	const then = tick();
	await terminal.until('the run going on', () => tick() > then + 5);
	terminal.type('\u0003');
	t.is(await terminal.exited, 130);
});
