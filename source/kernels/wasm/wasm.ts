import type {Csr} from '../../base/csr.ts';
import {finishDigest, startDigest} from '../../base/digest.ts';
import {ConnectopError} from '../../base/errors.ts';
import {fillNoise, noiseKeys, noiseStep} from '../../base/node-noise.ts';
import type {Field, Model, NoiseDraw, StepPlan} from '../../dynamics/model.ts';
import type {Kernel} from '../kernel.ts';
import {withoutSources} from '../without-sources.ts';
import * as at from './layout.ts';
import type {Arena} from './memory.ts';
import type {Pool} from './pool.ts';
import {mostSliceBytes, type Slices, slicesOf} from './slices.ts';

/** Entries below which waking other threads costs more than they bring. */
const fewEntries = 100_000;

const laws = {void: at.voidLaw, 'linear-rate': at.linearRateLaw} as const;
const noises = {none: at.noNoise, shared: at.sharedNoise, node: at.nodeNoise} as const;

/**
The kernel compiled to wasm, over the pool's memory, in which the field's arrays have to lie (`createShared`). Bit-equal to the cpu kernel whatever
the number of threads. Throws `kernel-unavailable` for a model that is not compiled in, and `kernel-memory`.
*/
export function wasmKernel(model: Model, graph: Csr, pool: Pool, arena: Arena): Kernel {
	const {wasm} = model;
	const [bounds] = model.variables;
	if (!wasm || !bounds)
		throw new ConnectopError('invalid', 'kernel-unavailable', `${model.title} is not compiled to wasm`);
	const {memory, exports} = pool;
	const words = new Int32Array(memory.buffer, 0, at.firstFreeAt >> 2);
	const floats = new Float32Array(memory.buffer, 0, at.firstFreeAt >> 2);
	const doubles = new Float64Array(memory.buffer, 0, at.firstFreeAt >> 3);
	const word = (place: number, value: number) => {
		words[place >> 2] = value;
	};
	const float = (place: number, value: number) => {
		floats[place >> 2] = value;
	};
	const double = (place: number, value: number) => {
		doubles[place >> 3] = value;
	};
	const weighted = wasm.coupling === 'sums';
	const alone = graph.colIdx.length < fewEntries;
	const lanes = arena.int32(4);
	const one = new Float32Array(1);
	const whole = slicesOf(graph, arena, weighted);
	const scratch = arena.float32(Math.ceil(graph.n / 16) * 16);
	let slices = whole;
	/** Where the graph lies without what is silenced, one at a time; as large as any of them may be. */
	let rest: {readonly arena: Arena; readonly mark: number} | undefined;
	let stimulated = true;

	return {
		id: 'wasm',
		title: pool.threads === 1 ? 'wasm, 1 thread' : `wasm, ${pool.threads} threads`,
		inPlace: true,
		exact: true,
		step(field, plan, noise) {
			describe(plan, noise);
			word(at.stimulusAt, field.stimulus.byteOffset);
			const from = exchange(field, plan);
			word(at.lawAt, laws[wasm.law]);
			word(at.stimulatedAt, stimulated ? 1 : 0);
			pass(from, field.next[0]!);
			stimulated = words[at.stimulatedAt >> 2] === 2;
		},
		silence(nodes) {
			if (nodes.length === 0) {
				slices = whole;
				return;
			}
			rest ??= markedPart(arena, mostSliceBytes(graph, weighted));
			rest.arena.reset(rest.mark);
			slices = slicesOf(withoutSources(graph, nodes), rest.arena, weighted);
		},
		digest({current: [values]}) {
			lanes.set(startDigest);
			exports.digest(values!.byteOffset, values!.length, lanes.byteOffset);
			return finishDigest(lanes, values!.length);
		},
		read: () => undefined,
		write() {
			stimulated = true;
		},
		dispose: () => undefined,
	};

	/** The numbers of a tick, and where the graph is. */
	function describe(plan: StepPlan, {kind, seed, tick, amplitude}: NoiseDraw): void {
		const drawn = amplitude === 0 ? 'none' : kind;
		word(at.nodesAt, graph.n);
		describeGraph(slices);
		word(at.noiseKindAt, noises[drawn]);
		if (drawn === 'node') {
			const [add, mix] = noiseKeys(seed, tick);
			word(at.noiseAddAt, add);
			word(at.noiseMixAt, mix);
			float(at.noiseStepAt, noiseStep(amplitude));
			float(at.noiseLowAt, amplitude);
		}
		float(at.couplingAt, plan.coupling);
		float(at.stimulusScaleAt, plan.stimulusScale);
		float(at.stimulusDecayAt, plan.stimulusDecay);
		float(at.noiseScaleAt, plan.noiseScale);
		if (drawn === 'shared') {
			fillNoise(one, seed, tick, amplitude);
			float(at.sharedNoiseAt, Math.fround(plan.noiseScale) * one[0]!);
		}
		float(at.minAt, bounds!.min);
		float(at.maxAt, bounds!.max);
		const [time, p, q] = wasm!.numbers(plan);
		double(at.scalarsAt, time);
		double(at.scalarsAt + 8, p);
		double(at.scalarsAt + 16, q);
	}

	function describeGraph({starts, rowOf, table, weights, longStarts, longRows}: Slices): void {
		word(at.sliceStartAt, starts.byteOffset);
		word(at.tableAt, table.byteOffset);
		word(at.weightsAt, weights?.byteOffset ?? 0);
		word(at.rowOfAt, rowOf.byteOffset);
		word(at.longStartAt, longStarts?.byteOffset ?? 0);
		word(at.longRowsAt, longRows?.byteOffset ?? 0);
		const differences = weights ? (graph.signed ? at.signedDifferences : at.weightedDifferences) : at.unitDifferences;
		word(at.couplingKindAt, weighted ? at.weightedSums : differences);
	}

	/** All exchange passes of a tick but the last. They go to and fro between `next` and a scratch array, so that the last can write to `next`. */
	function exchange({current, next}: Field, {substeps}: StepPlan): Float32Array {
		let from = current[0]!;
		if (substeps === 1) return from;
		word(at.lawAt, at.exchangeLaw);
		for (let left = substeps - 1; left > 0; left--) {
			const to = left % 2 === 1 ? scratch : next[0]!;
			pass(from, to);
			from = to;
		}
		return from;
	}

	function pass(from: Float32Array, to: Float32Array): void {
		word(at.fromAt, from.byteOffset);
		word(at.toAt, to.byteOffset);
		pool.run(at.jobStep, slices.parts, alone);
	}
}

function markedPart(arena: Arena, bytes: number): {readonly arena: Arena; readonly mark: number} {
	const part = arena.part(bytes);
	return {arena: part, mark: part.mark()};
}
