import {readFileSync} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import test from 'ava';
import {built, scratch} from './program.ts';
import {openScreen} from './terminal.ts';

test.before(built);

/** What product.md allows: bytes of the median frame at 120×40, N 1000, 10 Hz, 4 fps. */
const medianBudget = 3 * 1024;
const watchedFrames = 120;
const pausedMs = 3000;

test('a frame is small, never clears the screen, and a paused screen sends nothing', async t => {
	const begun = performance.now();
	const terminal = openScreen(t, ['--viz-every', '0', '--scenario', 'demo'], {folder: scratch(t)});
	await terminal.see(/● running/);
	const firstMs = performance.now() - begun;
	const before = terminal.received().length;
	const cpuBefore = mainThreadTicks(terminal.pid);
	const watched = performance.now();
	await terminal.until(
		`${watchedFrames} frames`,
		() => framesOf(terminal.received().slice(before)).length >= watchedFrames,
	);
	const cpu = (100 * 10 * (mainThreadTicks(terminal.pid) - cpuBefore)) / (performance.now() - watched);
	const text = terminal.received().slice(before);
	const bytes = framesOf(text)
		.map(frame => Buffer.byteLength(frame))
		.sort((a, b) => a - b);
	const quantile = (share: number) => bytes[Math.floor(share * (bytes.length - 1))] ?? Number.NaN;
	t.log(
		`${bytes.length} frames: median ${quantile(0.5)} bytes, p95 ${quantile(0.95)}, largest ${quantile(1)}; main thread ${cpu.toFixed(1)} % of a core; first frame after ${firstMs.toFixed(0)} ms`,
	);
	t.true(quantile(0.5) <= medianBudget, `median ${quantile(0.5)}`);
	t.notRegex(text, /\u001B\[[23]J|\u001Bc/, 'the whole screen is cleared');

	terminal.type(' ');
	await terminal.see(/paused.*\n[\s\S]*space resume/);
	await terminal.still(); // the last sample of the sparklines
	const still = terminal.received().length;
	await delay(pausedMs);
	t.is(terminal.received().length - still, 0);
	terminal.type('q');
	await terminal.see(/End this run/);
	terminal.type('\u001B[B\r');
	t.is(await terminal.exited, 0);
});

/** What came between the marks of synchronised output. */
const framesOf = (text: string): readonly string[] => text.match(/\u001B\[\?2026h[\s\S]*?\u001B\[\?2026l/g) ?? [];

/** Processor time of the main thread, in hundredths of a second. */
function mainThreadTicks(pid: number): number {
	const fields = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8')
		.replace(/^.*\) /, '')
		.split(' ');
	return Number(fields[11]) + Number(fields[12]);
}
