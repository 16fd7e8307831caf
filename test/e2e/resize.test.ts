import process from 'node:process';
import test from 'ava';
import {built, scratch} from './program.ts';
import {documentOf} from './records.ts';
import {openScreen, type Terminal} from './terminal.ts';

test.before(built);

const entered = '\u001B[?1049h';

/** What is on a paused screen, and what is on it after it was painted anew from nothing. */
async function paintedTwice(screen: Terminal, folder: string): Promise<readonly [before: string[], after: string[]]> {
	const before = await settled(screen);
	const times = screen.received().split(entered).length;
	process.kill(Number(documentOf(folder)['pid']), 'SIGCONT');
	await screen.until('a screen that was entered again', () => screen.received().split(entered).length > times);
	return [before, await settled(screen)];
}

/** The cells once the key bar is there and nothing has come for a while. */
async function settled(screen: Terminal): Promise<string[]> {
	let [length, since] = [-1, 0];
	await screen.until('a screen that stands still', () => {
		const now = performance.now();
		if (screen.received().length !== length) [length, since] = [screen.received().length, now];
		return now - since > 700 && screen.rows().at(-1)?.includes('q quit') === true;
	});
	return screen.cells();
}

test('500 random sizes from 1×1 to 200×60 leave it running, and the picture whole', async t => {
	const folder = scratch(t);
	const screen = openScreen(t, ['--neurons', '300', '--viz-every', '0'], {folder});
	await screen.see(/● running/);
	let state = 12345;
	const random = (most: number) => {
		state = (Math.imul(state, 1103515245) + 12345) >>> 0;
		return 1 + (Math.floor(state / 65536) % most);
	};
	for (let i = 0; i < 500; i++) {
		screen.resize(random(200), random(60));
		// Most sizes follow each other at once; now and then the picture catches up.
		const received = screen.received().length;
		if (i % 10 === 9) await screen.until('a picture', () => screen.received().length > received);
	}
	screen.resize(30, 8);
	await screen.see(/^enlarge me: connectop needs/);
	screen.resize(80, 24);
	await screen.see(/● running[\s\S]*q quit/);
	screen.resize(120, 40);
	await screen.see(/● running[\s\S]*q quit/);
	screen.type(' ');
	await screen.see(/■ paused/);
	const [before, after] = await paintedTwice(screen, folder);
	t.deepEqual(before, after, 'what was painted bit by bit is what is painted at once');
	screen.type('q\u001B[B\r');
	t.is(await screen.exited, 0);
	t.like(documentOf(folder), {status: 'ended', endReason: 'quit'});
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
		const tick = () => Number(/ tick ([\d,]+) /.exec(screen.rows().join('\n'))?.[1]?.replaceAll(',', ''));
		await screen.until('tick 100', () => tick() > 100);
		screen.type('?');
		await screen.see(/─ Keys ─/);
		screen.type('\u001B');
		await screen.until('the view again', () => tick() > 120);
		screen.type(' ');
		await screen.see(/■ paused/);
		const [before, after] = await paintedTwice(screen, folder);
		t.deepEqual(before, after);
		t.is(after.length, rows);
	});
}
