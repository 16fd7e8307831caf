import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import fc from 'fast-check';
import {built, scratch} from './program.ts';
import {openScreen, type Terminal} from './terminal.ts';

test.before(built);

const entered = '\u001B[?1049h';
const ticksOf = (screen: Terminal) =>
	Number(/ tick ([\d,]+) /.exec(screen.rows().join('\n'))?.[1]?.replaceAll(',', ''));

/** What is on a paused screen, and what is on it after it was painted anew from nothing. */
async function paintedTwice(screen: Terminal): Promise<readonly [before: string, after: string]> {
	await screen.still();
	const before = screen.cells().join('\n');
	const times = screen.received().split(entered).length;
	process.kill(screen.pid, 'SIGCONT');
	await screen.until('a screen that was entered again', () => screen.received().split(entered).length > times);
	await screen.still();
	return [before, screen.cells().join('\n')];
}

/** The rows in which two pictures are not the same. */
const differing = (before: string, after: string): string => {
	const [rows, other] = [before.split('\n'), after.split('\n')];
	return rows.flatMap((row, y) => (row === other[y] ? [] : [`row ${y}\n${row}\n${other[y]}`])).join('\n');
};

/** Pauses, asserts that the picture is the one that is painted anew from nothing, and leaves. */
async function samePaintedAnew(t: ExecutionContext, screen: Terminal): Promise<void> {
	screen.type(' ');
	await screen.see(/■ paused/);
	const [before, after] = await paintedTwice(screen);
	t.true(before === after, differing(before, after));
	screen.type('\u0003');
	t.is(await screen.exited, 130);
}

test('500 sizes from 1×1 to 200×60 leave it running, and the picture whole', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, ['--neurons', '300', '--viz-every', '0', '--fps', '10'], {folder});
	await screen.see(/● running/);
	const sizes = fc.sample(fc.tuple(fc.integer({min: 1, max: 200}), fc.integer({min: 1, max: 60})), 500);
	for (const [at, [columns, rows]] of sizes.entries()) {
		screen.resize(columns, rows);
		// Most sizes follow each other at once; now and then the picture catches up.
		const received = screen.received().length;
		if (at % 10 === 9) await screen.until('a picture', () => screen.received().length > received);
	}
	screen.resize(30, 8);
	await screen.see(/^enlarge me: 40×10 needed/);
	screen.resize(80, 24);
	await screen.see(/● running[\s\S]*q quit/);
	screen.resize(120, 40);
	await screen.see(/● running[\s\S]*q quit/);
	const then = ticksOf(screen);
	await screen.until('the run going on', () => ticksOf(screen) > then + 5);
	await samePaintedAnew(t, screen);
});

for (const [columns, rows] of [
	[120, 40],
	[80, 24],
	[40, 10],
	[200, 60],
] as const) {
	test(`at ${columns}×${rows}, a picture painted bit by bit is the one painted at once`, async t => {
		const folder = scratch(t);
		const args = ['--neurons', '300', '--viz-every', '0', '--hz', '50', '--init', 'nucleate', '--noise', 'none'];
		const screen = openScreen(t, args, {folder, columns, rows});
		await screen.until('tick 100', () => ticksOf(screen) > 100);
		screen.type('?');
		await screen.see(/─ Keys and commands ─/);
		screen.type('\u001B');
		await screen.until('the view again', () => ticksOf(screen) > 120);
		await samePaintedAnew(t, screen);
	});
}
