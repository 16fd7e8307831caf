import type {Meter, Metrics} from '../connectome/metrics.ts';
import {detect} from '../connectome/spike-detector.ts';
import type {Utterance} from './emission.ts';
import type {News, Settings} from './protocol.ts';
import {discovery} from './utterances.ts';

/** What a run knows of its field in numbers, kept from tick to tick. */
export interface Measurements {
	/** The newest figures, and the tick that they are of. */
	readonly metrics: Metrics;
	readonly tick: number;
	/** State of the spike detector, which a checkpoint keeps. */
	readonly detector: Float64Array;
	/** Measures a tick; the spike detector hears of it. */
	take(field: Float32Array, tick: number, settings: Settings): void;
	/** Measures what stands there now, at the tick that was measured or after a command; the spike detector hears of ticks alone. */
	again(field: Float32Array, tick: number, settings: Settings): void;
	/** Begins anew with another state, and with the detector's state of that. */
	begin(field: Float32Array, tick: number, settings: Settings, detector: Float64Array): void;
}

/** Who hears what the measurements have to say. */
interface Listener {
	news(news: News): void;
	utter(utterance: Utterance): void;
}

/** The measurements of a field with this meter. */
export function createMeasurements(meter: Meter, {news, utter}: Listener): Measurements {
	const detector = new Float64Array(0);
	const state = {metrics: nothing, tick: 0, detector};
	/** As the spike detector saw them; a new threshold changes `metrics` at once. */
	let last = nothing;
	let auditedTick = 0;

	/** The figures are kept up with what changes; now and then everything is counted anew to be sure of them. */
	function figures(field: Float32Array, tick: number, {threshold, auditEvery}: Settings): Omit<Metrics, 'b1z'> {
		if (auditEvery === 0 || tick - auditedTick < auditEvery) return meter.measure(field, threshold);
		auditedTick = tick - (tick % auditEvery);
		const wrong = meter.audit(field, threshold);
		if (wrong.length > 0)
			news({
				level: 'error',
				kind: 'audit',
				message: `measurements had gone wrong: ${wrong.join(', ')}; counted anew`,
			});
		return meter.measure(field, threshold);
	}

	return Object.assign(state, {
		take(field: Float32Array, tick: number, settings: Settings) {
			const measured = figures(field, tick, settings);
			const {z, spike} = detect(state.detector, measured.complexity);
			const before = last;
			last = {...measured, b1z: z};
			state.metrics = last;
			state.tick = tick;
			if (!spike) return;
			const found = discovery(before, last, z);
			news(found.news);
			utter(found.utterance);
		},
		again(field: Float32Array, tick: number, {threshold}: Settings) {
			state.metrics = {...meter.measure(field, threshold), b1z: state.metrics.b1z};
			state.tick = tick;
		},
		begin(field: Float32Array, tick: number, {threshold}: Settings, of: Float64Array) {
			state.detector = of.slice();
			state.metrics = {...meter.measure(field, threshold), b1z: 0};
			state.tick = tick;
			last = state.metrics;
			auditedTick = tick;
		},
	});
}

const nothing: Metrics = {
	activeEdges: 0,
	sparsity: 1,
	meanWeight: 0,
	varianceWeight: 0,
	cohesion: 0,
	largestComponent: 0,
	complexity: 0,
	entropy: 0,
	b1z: 0,
};
