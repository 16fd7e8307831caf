import {setImmediate as soon} from 'node:timers/promises';
import {digestState} from '../../base/digest.ts';
import {ConnectopError} from '../../base/errors.ts';
import {type Course, openCourse} from '../replay/course.ts';
import {stageGraph, stageModel} from '../replay/stage.ts';
import {readTimeline} from '../replay/timeline.ts';
import {isExact} from '../replay/walk.ts';
import {createPlainShared} from '../shared.ts';
import type {TickDigest} from './digest-line.ts';
import {epochAt} from './lineage.ts';
import type {OpenedRun} from './opened-run.ts';

/** Ticks between two moments at which other things may happen. */
const turn = 64;

/** A run that is played again, on the cpu or the external engine that it had, along the ticks that it ended up with. Its tick only grows. */
export interface ReplayedRun {
	/** Goes to a tick; the state is that before the commands of this tick, unless the run began with it. */
	to(tick: number): Promise<void>;
	/** The state by variable; arrays that the next step changes. */
	state(): Readonly<Record<string, Float32Array>>;
	digest(): TickDigest;
	/** Ends an external engine that steps. */
	close(): Promise<void>;
}

/** Plays two runs again while `action` goes on. Throws what `openReplayed` throws, and `compare-replay` when one can't be played again, before either begins. */
export async function withReplayed<Result>(
	[a, b]: readonly [OpenedRun, OpenedRun],
	progress: (tick: number) => void,
	action: (a: ReplayedRun, b: ReplayedRun) => Promise<Result>,
): Promise<Result> {
	for (const run of [a, b]) refuseReplay(run);
	const one = await openReplayed(a, progress);
	try {
		const other = await openReplayed(b, progress);
		try {
			return await action(one, other);
		} finally {
			await other.close();
		}
	} finally {
		await one.close();
	}
}

function refuseReplay({directory, newest, cut}: OpenedRun): void {
	if (cut)
		throw new ConnectopError(
			'invalid',
			'compare-replay',
			`${directory}: it went on with another graph or model; only a run on one of each is played again`,
		);
	if (newest.engine && !isExact(newest))
		throw new ConnectopError(
			'invalid',
			'compare-replay',
			`${directory}: its engine, ${newest.engine.hello.name}, does not say that it is deterministic`,
		);
}

/**
Opens a run to be played again. `progress` is told of the tick now and then. Throws what is wrong with the files of the run, among them `file-changed`
for code that is not what ran.
*/
async function openReplayed(run: OpenedRun, progress: (tick: number) => void): Promise<ReplayedRun> {
	const {directory, newest, lines, recorded, lineage} = run;
	const {checkpoints} = run.document;
	const on = await stageGraph(directory, newest);
	const model = await stageModel(directory, newest);
	const whole = await readTimeline({directory, stretches: Number.POSITIVE_INFINITY, lines, recorded, checkpoints});
	let wake: () => void = () => undefined;
	let failure: {readonly error: unknown} | undefined;
	const course: Course = await openCourse({
		directory,
		timeline: whole,
		on,
		block: createPlainShared(on.graph.n, model.variables.length),
		changed: () => undefined,
		wake: () => wake(),
		fail(error) {
			failure ??= {error};
		},
	});
	let begun = false;

	/** Waits for files that are being read. Throws what was wrong with them. */
	async function settled(): Promise<void> {
		while (course.holds) {
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		}
		if (failure) throw failure.error;
	}

	async function seek(epoch: number, tick: number): Promise<void> {
		course.seek({epoch, tick});
		for (let steps = 0; ; steps++) {
			await settled();
			course.play();
			if (course.holds) continue;
			const there = course.arrive();
			if (failure) throw failure.error;
			if (there) return;
			advance();
			if (steps % turn === 0) await pause();
		}
	}

	async function pause(): Promise<void> {
		progress(course.where.tick);
		await soon();
	}

	/** An external engine may take a tick in parts. */
	function advance(): void {
		const {nexus} = course.stage;
		do nexus.tick();
		while (nexus.midTick);
	}

	/** One step, after the commands that are due before it. */
	async function step(): Promise<void> {
		do {
			await settled();
			course.play();
		} while (course.holds);
		if (failure) throw failure.error;
		advance();
		if (course.where.tick % turn === 0) await pause();
	}

	return {
		close: course.close,
		async to(target) {
			const epoch = epochAt(lineage, target);
			const piece = lineage.find(each => each.epoch === epoch);
			if (!piece) throw new RangeError(`tick ${target} is none of the run's`);
			// A checkpoint of this very tick may hold what commands did after it: the tick before is gone to, and one step on.
			const before = Math.max(piece.from, target - 1);
			const far = !begun || course.where.epoch !== piece.epoch || course.where.tick < before;
			if (far) await seek(piece.epoch, before);
			begun = true;
			while (course.where.tick < target) await step();
		},
		state() {
			const {publisher, model: of} = course.stage;
			return Object.fromEntries(
				of.variables.map(({name}, i) => [name, publisher.state.current[i] ?? new Float32Array(0)]),
			);
		},
		digest() {
			const [lo, hi] = digestState(course.stage.publisher.state.current);
			return {tick: course.where.tick, lo, hi};
		},
	};
}
