import {ConnectopError} from '../../base/errors.ts';
import type {FieldState, Model, StepPlan} from '../../dynamics/model.ts';
import type {DeviceArray} from './gpu-js.ts';
import type {Programs} from './programs.ts';

/** A field whose state stays on the device between ticks. */
export interface DeviceField {
	/** One tick. Takes noise and stimulus from the host when there are any, never the state. */
	step(state: FieldState, plan: StepPlan): void;
	/** The device takes `state.current`. */
	write(state: FieldState): void;
	/** `state.current` takes the device's values. Throws when GL failed, or when a value is no number, naming node and variable. */
	read(state: FieldState): void;
	dispose(): void;
}

/** The field of a model; its programs belong to it from now on. */
export function createDeviceField(model: Model, programs: Programs, state: FieldState): DeviceField {
	const {upload, exchange, first, others} = programs;
	const zeros = upload(new Float32Array(state.n));
	let current: readonly DeviceArray[] = state.current.map(each => upload(each));

	/** All exchange passes but the last. The result belongs to the caller unless it is the state itself. */
	const exchanged = (plan: StepPlan, from: DeviceArray): DeviceArray => {
		let x = from;
		for (let pass = 1; exchange && pass < plan.substeps; pass++) {
			const next = exchange(x, plan.coupling, ...plan.p);
			if (x !== from) x.delete();
			x = next;
		}
		return x;
	};

	return {
		step({noise, stimulus}, plan) {
			const [before] = current;
			if (!before) return;
			const {dt, u, p, coupling, noiseScale} = plan;
			const noisy = noiseScale !== 0 && noise.length > 1;
			const shared = noiseScale !== 0 && noise.length === 1 ? (noise[0] ?? 0) : 0;
			const stimulated = plan.stimulusScale !== 0 && anyNotZero(stimulus);
			const xi = noisy ? upload(noise) : zeros;
			const s = stimulated ? upload(stimulus) : zeros;
			const x0 = exchanged(plan, before);
			const x = [x0, ...current.slice(1)];
			const scalars = [
				dt,
				u,
				coupling,
				noisy ? 1 : 0,
				shared,
				noiseScale,
				noiseScale / dt,
				stimulated ? plan.stimulusScale : 0,
			];
			const next = [first(...x, xi, s, ...scalars, ...p), ...others.map(each => each(...x, dt, u, ...p))];
			const spent = [...current, ...(x0 === before ? [] : [x0]), ...(noisy ? [xi] : []), ...(stimulated ? [s] : [])];
			for (const each of spent) each.delete();
			current = next;
		},
		write(host) {
			for (const each of current) each.delete();
			current = host.current.map(each => upload(each));
		},
		read(host) {
			programs.verify();
			current.forEach((each, v) => {
				const values = each.toArray();
				const node = firstNaN(values);
				if (node >= 0) throw notANumber(model, v, node);
				host.current[v]?.set(values);
			});
		},
		dispose() {
			for (const each of [...current, zeros]) each.delete();
			programs.dispose();
		},
	};
}

/* Plain loops: they run over all nodes every tick. */

function anyNotZero(values: Float32Array): boolean {
	for (let i = 0; i < values.length; i++) if (values[i] !== 0) return true;
	return false;
}

/** Index of the first value that is no number; −1 when all are. */
function firstNaN(values: Float32Array): number {
	for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return i;
	return -1;
}

function notANumber({origin, id, variables}: Model, v: number, node: number): ConnectopError {
	const text = `${origin ?? id}: ${variables[v]?.name} of node ${node} is no number any more; rates and couplings must be finite`;
	return new ConnectopError(origin ? 'invalid' : 'failed', 'not-finite', text);
}
