import {ConnectopError} from '../../base/errors.ts';
import type {Model} from '../../dynamics/model.ts';
import {advance, type DeviceState, hold, place, runSteps} from './advance.ts';
import type {DeviceTick} from './device-tick.ts';
import type {DeviceArray} from './gpu-js.ts';
import type {Programs} from './programs.ts';

/** A field whose state stays on the device between ticks. Everything but `dispose` throws when the device fails or is gone. */
export interface DeviceField {
	/** One tick. Takes noise from the host when every node has its own, and nothing else. */
	step(tick: DeviceTick): void;
	/** The device takes a state, one array a variable, and a stimulus; `undefined` is none. */
	write(current: readonly Float32Array[], stimulus: Float32Array | undefined): void;
	/** The value of each node that is held from the next tick on, `free` for the others; `undefined` holds none. */
	hold(table: Float32Array | undefined): void;
	/** The device's values, one array a variable, until the next call. */
	read(): readonly Float32Array[];
	/** The values of some nodes of variable `v`, until the next call. Absent where a whole read costs no more. */
	pick?(v: number, nodes: Float32Array): Float32Array;
	/** Frees everything. Never throws: what is gone has nothing to free. */
	dispose(): void;
}

/** The field of `n` nodes and of programs that belong to it from now on. It holds nothing until `write`. */
export function createDeviceField(programs: Programs, n: number): DeviceField {
	const zeros = programs.upload(new Float32Array(n)) as DeviceArray;
	const state: DeviceState = {current: [], zeros, stimulus: undefined, held: undefined};
	return {
		step: tick => runSteps(advance(programs, state, tick)),
		write: (current, stimulus) => runSteps(place(programs, state, current, stimulus)),
		hold: table => runSteps(hold(programs, state, table)),
		read() {
			programs.verify();
			const values = state.current.map(each => each.toArray() as Float32Array);
			programs.verify(); // a device that goes while it is read gives zeros
			return values;
		},
		pick(v, nodes) {
			const from = state.current[v];
			if (!from) return new Float32Array(nodes.length).fill(Number.NaN);
			const picked = programs.picker(nodes.length)(from, nodes) as DeviceArray;
			const values = picked.toArray() as Float32Array;
			picked.delete();
			programs.verify();
			return values;
		},
		dispose() {
			try {
				for (const each of [...state.current, state.stimulus, state.held, zeros]) each?.delete();
				programs.dispose();
			} catch {
				// The device is gone, and all that it held with it.
			}
		},
	};
}

/** Throws when a value of the state is no number, naming node and variable. */
export function refuseNaN({origin, id, variables}: Model, current: readonly Float32Array[]): void {
	current.forEach((values, v) => {
		const node = firstNaN(values);
		if (node < 0) return;
		const text = `${origin ?? id}: ${variables[v]?.name} of node ${node} is no number any more; rates and couplings must be finite`;
		throw new ConnectopError(origin ? 'invalid' : 'failed', 'not-finite', text);
	});
}

/** Index of the first value that is no number; −1 when all are. A plain loop: it runs over all nodes. */
function firstNaN(values: Float32Array): number {
	for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return i;
	return -1;
}
