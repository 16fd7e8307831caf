import {readFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {framesOf, quantile} from './frames.ts';
import {built, scratch} from './program.ts';
import {documentOf} from './records.ts';
import {openScreen} from './terminal.ts';

test.before(built);

/** What product.md allows: bytes of the median frame, N 1000, 10 Hz, 4 fps. */
const medianBudget = 3 * 1024;
const watchedFrames = 120;
const pausedMs = 3000;

const sizes = [
	[80, 24],
	[120, 40],
	[200, 60],
] as const;

for (const [columns, rows] of sizes)
	test(`${columns}×${rows}: a frame is small, never clears the screen, and a paused screen sends nothing`, async t => {
		const begun = performance.now();
		const folder = scratch(t);
		const terminal = openScreen(t, ['--viz-every', '0', '--scenario', 'demo'], {folder, columns, rows});
		await terminal.see(/● running/);
		const firstMs = performance.now() - begun;
		const before = terminal.received().length;
		const pids = {screen: terminal.pid, run: Number(documentOf(folder)['pid'])};
		const processor = [pids.screen, pids.run].flatMap(pid => [pid, mainThread(pid)]);
		const cpuBefore = processor.map(ticks);
		const watched = performance.now();
		await terminal.until(
			`${watchedFrames} frames`,
			() => framesOf(terminal.received().slice(before)).length >= watchedFrames,
		);
		const took = performance.now() - watched;
		const cpu = processor.map((each, at) => `${((1000 * (ticks(each) - (cpuBefore[at] ?? 0))) / took).toFixed(1)} %`);
		const text = terminal.received().slice(before);
		const bytes = framesOf(text);
		const median = quantile(bytes, 0.5);
		t.log(
			`${bytes.length} frames in ${(took / 1000).toFixed(1)} s: median ${median} bytes, p95 ${quantile(bytes, 0.95)}, largest ${quantile(bytes, 1)}; first frame after ${firstMs.toFixed(0)} ms`,
		);
		t.log(`of a core: screen ${cpu[0]}, its main thread ${cpu[1]}; run ${cpu[2]}, its main thread ${cpu[3]}`);
		t.true(median <= medianBudget, `median ${median}`);
		t.notRegex(text, /\u001B\[[23]J|\u001Bc/, 'the whole screen is cleared');

		terminal.type(' ');
		await terminal.see(/paused.*\n[\s\S]*space resume/);
		await terminal.still(); // the last sample of the sparklines
		const still = terminal.received().length;
		await delay(pausedMs);
		t.is(terminal.received().length - still, 0);
		terminal.type('q');
		await terminal.see(/End this run/);
		terminal.type('\u001B[B\u001B[B\r');
		t.is(await terminal.exited, 0);
	});

const mainThread = (pid: number) => `${pid}/task/${pid}`;

/** Processor time of a process, or of one of its threads, in hundredths of a second. */
function ticks(of: number | string): number {
	const fields = readFileSync(`/proc/${of}/stat`, 'utf8')
		.replace(/^.*\) /, '')
		.split(' ');
	return Number(fields[11]) + Number(fields[12]);
}
