import {uniform} from '../../source/base/threefry.ts';
import type {Graph} from '../../source/connectome/graph.ts';
import {type Meter, plainMeter} from '../../source/connectome/metrics.ts';
import {pairsOf} from '../../source/connectome/pairs.ts';
import {newDetector} from '../../source/connectome/spike-detector.ts';
import {generate} from '../../source/connectome/topologies.ts';
import type {Model} from '../../source/dynamics/model.ts';
import {voidModel} from '../../source/dynamics/void/model.ts';
import {cpuKernel} from '../../source/kernels/cpu.ts';
import type {Kernel} from '../../source/kernels/kernel.ts';
import type {Emission} from '../../source/run/emission.ts';
import {Nexus} from '../../source/run/nexus.ts';
import type {RunOptions} from '../../source/run/options.ts';
import {startSettings} from '../../source/run/settings.ts';
import {createPublisher, createShared, type Publisher} from '../../source/run/shared.ts';

export interface HarnessOptions extends RunOptions {
	readonly of?: Model;
	readonly on?: Graph;
	/** Milliseconds that a tick lasts on the fake clock. */
	readonly tickMs?: number;
	/** A kernel of this model on this graph, which takes the state that the run begins with. Default: the cpu's. */
	readonly with?: Kernel;
	/** The memory that this kernel computes in, and a meter there. Default: memory of its own, and one that counts everything. */
	readonly in?: {readonly publisher: Publisher; readonly meter: Meter};
}

/** A nexus whose clock goes on by hand, with all that it says. */
export function harness({
	of: model = voidModel,
	on,
	tickMs = 100,
	seed = 0,
	with: kernel,
	in: place,
	...options
}: HarnessOptions = {}) {
	const graph = on ?? generate('knn', options.neurons ?? 100, 6, seed);
	const emissions: Emission[] = [];
	let now = 0;
	const publisher = place?.publisher ?? createPublisher(createShared(graph.n, model.variables.length));
	const init = model.initial[options.init ?? Object.keys(model.initial)[0] ?? ''];
	const settings = startSettings(model, options, undefined);
	const {x, y} = graph;
	const context = {graph, x, y, parameters: settings.parameters};
	init?.(publisher.state.current, {...context, uniform: (stream, index) => uniform(seed, stream, 0, index)});
	kernel?.write(publisher.state);
	const nexus = new Nexus({
		model,
		graph,
		meter: place?.meter ?? plainMeter(pairsOf(graph)),
		kernel: kernel ?? cpuKernel(model, graph),
		publisher,
		settings,
		seed,
		start: {tick: 0, epoch: 0, theta: 0, thetaBefore: 0, detector: newDetector()},
		now: () => now,
		wall: () => 1_800_000_000_000 + now,
		emit: emission => emissions.push(emission),
	});
	type Of<T extends Emission['type']> = Extract<Emission, {type: T}>;
	return {
		nexus,
		graph,
		stimulus: publisher.state.stimulus,
		ticks(count: number): void {
			for (let i = 0; i < count; i++) {
				now += tickMs;
				nexus.tick();
			}
		},
		/** Everything of one type that was said so far. */
		said: <T extends Emission['type']>(type: T) => emissions.filter((each): each is Of<T> => each.type === type),
		/** The bytes that a trajectory goes on from. */
		bytes: () => {
			const {variables, stimulus, detector, ...rest} = nexus.snapshot();
			const hex = (array: Float32Array | Float64Array) => Buffer.from(array.buffer).toString('hex');
			return {...rest, W: Object.values(variables).map(hex), stimulus: hex(stimulus), detector: hex(detector)};
		},
	};
}
