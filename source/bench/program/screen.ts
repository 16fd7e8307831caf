import {setTimeout as delay} from 'node:timers/promises';
import type {BenchFigure} from '../report.ts';
import {childOf, cpuSeconds} from './cpu-time.ts';
import type {Measure, Started} from './program.ts';
import {documentOf} from './records.ts';
import {frameBegins, frameEnds} from './start-up.ts';

const nodes = 10_000;

/** What a screen at 120×40 and 4 frames a second costs, while the run goes on and while it is paused. Processor time where Linux tells it. */
export const screen: Measure = async ({start, told, quick, terminal}) => {
	if (!terminal) return [];
	told('screen');
	const seconds = quick ? 5 : 15;
	const run = start(['--scenario', 'demo', '--neurons', String(nodes), '--duration', String(2 * seconds + 8)], {
		screen: true,
	});
	await run.when(frameEnds);
	await delay(3000);
	const going = await watch(run, seconds);
	run.child.stdin?.write(' '); // pauses
	await delay(1500);
	const idle = await watch(run, seconds);
	run.child.stdin?.write(' ');
	await run.ended;
	const figure = (id: string, title: string, value: number | undefined, promise?: BenchFigure['promise']) =>
		value === undefined
			? []
			: [{id, title, value, unit: 'percent', nodes, samples: 1, samplesOf: 'runs', ...(promise && {promise})}];
	return [
		{
			id: 'frame-bytes',
			title: 'bytes a frame, 120×40',
			value: going.bytesAFrame,
			unit: 'bytes',
			nodes,
			samples: going.frames,
			samplesOf: 'frames',
		},
		...figure('screen-main', 'main thread of the screen at 4 fps, of a core', going.screenMain, {atMost: 8}),
		...figure('screen-cpu', 'process of the screen at 4 fps, of a core', going.screen),
		...figure('run-main', 'main thread of the run at 10 Hz, of a core', going.runMain, {atMost: 8}),
		...figure('run-cpu', 'process of the run at 10 Hz, of a core', going.run),
		...figure('idle-run', 'process of a paused run, of a core', idle.run, {atMost: 1}),
		...figure('idle-screen', 'process of the screen of a paused run, of a core', idle.screen),
		...(going.msAFrame === undefined
			? []
			: [
					{
						id: 'frame-ms',
						title: 'processor time of a frame',
						value: going.msAFrame,
						unit: 'ms',
						nodes,
						samples: going.frames,
						samplesOf: 'frames',
					},
				]),
	];
};

/** What the screen and the run have done in some seconds; of processors in percent of a core. */
async function watch({child, folder, bytes, said}: Started, seconds: number) {
	const screen = child.pid === undefined ? undefined : childOf(child.pid);
	const run = documentOf(folder).pid;
	const look = () => ({
		at: performance.now(),
		bytes: bytes(),
		frames: said().split(frameBegins).length - 1,
		screen: screen === undefined ? undefined : cpuSeconds(screen),
		run: cpuSeconds(run),
	});
	const before = look();
	await delay(1000 * seconds);
	const after = look();
	const passed = (after.at - before.at) / 1000;
	const share = (of: (moment: ReturnType<typeof look>) => number | undefined): number | undefined => {
		const [first, last] = [of(before), of(after)];
		return first === undefined || last === undefined ? undefined : (100 * (last - first)) / passed;
	};
	const frames = after.frames - before.frames;
	const screenShare = share(moment => moment.screen?.process);
	return {
		frames,
		bytesAFrame: frames === 0 ? 0 : (after.bytes - before.bytes) / frames,
		msAFrame: screenShare === undefined || frames === 0 ? undefined : (10 * screenShare * passed) / frames,
		screen: screenShare,
		screenMain: share(moment => moment.screen?.mainThread),
		run: share(moment => moment.run?.process),
		runMain: share(moment => moment.run?.mainThread),
	};
}
