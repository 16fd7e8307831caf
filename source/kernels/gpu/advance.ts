import type {DeviceTick} from './device-tick.ts';
import type {DeviceArray} from './gpu-js.ts';
import type {Programs} from './programs.ts';

/** What stays on the device between ticks. */
export interface DeviceState {
	/** One array a variable. */
	current: readonly DeviceArray[];
	/** N zeros, where there is no noise or no stimulus. */
	readonly zeros: DeviceArray;
	/** As it was when it was taken over; absent when it was zero everywhere. */
	stimulus: DeviceArray | undefined;
	/** The value of each node that is held, `free` for the others; absent when none is. */
	held: DeviceArray | undefined;
}

/** Steps that wait for an array each: programs answer with one or, on WebGPU, promise one. */
export type Steps<Result> = Generator<DeviceArray | Promise<DeviceArray>, Result, DeviceArray>;

/** Runs steps whose programs answer at once. */
export function runSteps<Result>(steps: Steps<Result>): Result {
	let step = steps.next();
	while (!step.done) step = steps.next(step.value as DeviceArray);
	return step.value;
}

/** Runs steps whose programs promise. */
export async function awaitSteps<Result>(steps: Steps<Result>): Promise<Result> {
	let step = steps.next();
	while (!step.done) step = steps.next(await step.value);
	return step.value;
}

/** The device takes a state and a stimulus in place of what it has; `undefined` stands for zeros. */
export function* place(
	{upload}: Programs,
	state: DeviceState,
	current: readonly Float32Array[],
	stimulus: Float32Array | undefined,
): Steps<void> {
	for (const each of state.current) each.delete();
	state.stimulus?.delete();
	state.current = [];
	state.stimulus = undefined;
	const taken: DeviceArray[] = [];
	for (const each of current) taken.push(yield upload(each));
	state.current = taken;
	if (stimulus) state.stimulus = yield upload(stimulus);
}

/** From the next tick on these nodes are held, and only these; `undefined` holds none. */
export function* hold({upload}: Programs, state: DeviceState, table: Float32Array | undefined): Steps<void> {
	state.held?.delete();
	state.held = undefined;
	if (table) state.held = yield upload(table);
}

/** One tick: all exchange passes, then every variable. Uploads noise when there is a value a node, and nothing else. */
export function* advance(programs: Programs, state: DeviceState, tick: DeviceTick): Steps<void> {
	const [before] = state.current;
	if (!before) return;
	const {dt, u, p, coupling, noiseScale, stimulusScale} = tick;
	const x0: DeviceArray = yield* exchanged(programs, before, tick);
	const x = [x0, ...state.current.slice(1)];
	const xi: DeviceArray = tick.noise ? yield programs.upload(tick.noise) : state.zeros;
	const s = stimulusScale === 0 ? state.zeros : (state.stimulus ?? state.zeros);
	const held = state.held ?? state.zeros;
	const noise = [tick.noise ? 1 : 0, tick.sharedNoise, noiseScale, noiseScale / dt];
	const scalars = [dt, u, coupling, ...noise, stimulusScale, state.held ? 1 : 0];
	const next = [yield programs.first(...x, xi, s, held, ...scalars, ...p)];
	for (const each of programs.others) next.push(yield each(...x, dt, u, ...p));
	for (const each of state.current) each.delete();
	if (x0 !== before) x0.delete();
	if (xi !== state.zeros) xi.delete();
	state.current = next;
}

/** Variable 0 after all exchange passes but the last. The result belongs to the caller unless it is the state itself. */
function* exchanged({exchange}: Programs, from: DeviceArray, tick: DeviceTick): Steps<DeviceArray> {
	let x = from;
	for (let pass = 1; exchange && pass < tick.substeps; pass++) {
		const next: DeviceArray = yield exchange(x, tick.coupling, ...tick.p);
		if (x !== from) x.delete();
		x = next;
	}
	return x;
}
