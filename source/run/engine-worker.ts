import {parentPort, workerData} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {didYouMean} from '../base/nearest-name.ts';
import {uniform} from '../base/threefry.ts';
import {newDetector} from '../connectome/spike-detector.ts';
import type {Model} from '../dynamics/model.ts';
import {chooseKernel} from '../kernels/choose.ts';
import type {SavedState as Snapshot} from '../records/checkpoint.ts';
import type {Emission} from './emission.ts';
import type {EngineSpec, FromEngine, ToEngine} from './engine-protocol.ts';
import {loadModel} from './load-model.ts';
import {Nexus} from './nexus.ts';
import {createPacer} from './pacer.ts';
import {createPublisher, type Publisher} from './shared.ts';

/** A measurement brings the state back from the device, which costs more than a tick. */
const gpuMeasureEvery = 5;

/** The engine's thread: a nexus, its kernel and its clock. Everything it says goes to the main thread, which writes and draws. */
async function main(spec: EngineSpec): Promise<void> {
	const port = parentPort;
	if (!port) throw new Error('the engine runs in a worker thread');
	const say = (message: FromEngine) => port.postMessage(message);
	const model = await loadModel(spec.source);
	const publisher = createPublisher(spec.block);
	fill(publisher, model, spec);
	const {kernel, reason} = await chooseKernel(model, spec.graph, publisher.state, {
		choice: spec.kernel,
		exact: spec.exact,
	});
	const batch: Emission[] = [];
	const nexus = new Nexus({
		model,
		graph: spec.graph,
		pairs: spec.pairs,
		kernel,
		publisher,
		settings: spec.settings,
		seed: spec.seed,
		start: spec.start ?? {tick: 0, epoch: 0, theta: 0, thetaBefore: 0, detector: newDetector()},
		digests: kernel.id === 'cpu',
		now: () => performance.now(),
		wall: () => Date.now(),
		emit: emission => batch.push(emission),
	});
	const {settings} = nexus;
	if (kernel.id === 'gpu' && !spec.measureAsked)
		nexus.configure({...settings, measureEvery: Math.max(settings.measureEvery, gpuMeasureEvery)});
	const flush = () => {
		if (batch.length > 0) say({type: 'batch', emissions: batch.splice(0)});
	};
	const pacer = createPacer({
		nexus,
		publisher,
		flush,
		want: count => say({type: 'want', count}),
		steps: spec.steps,
		durationMs: spec.durationMs,
	});
	port.on('message', (message: ToEngine) => {
		if (message.type === 'go') void run();
		else if (message.type === 'feed') pacer.feed(message.rate);
		else pacer.receive(message);
	});
	say({
		type: 'ready',
		kernel: {id: kernel.id, title: kernel.title, reason},
		initial: nexus.snapshot(),
		settings: nexus.settings,
		substeps: nexus.substeps,
	});

	async function run(): Promise<void> {
		try {
			await pacer.run();
			flush();
		} catch (error) {
			flush();
			fail(error, say);
		} finally {
			kernel.dispose();
			port?.close();
		}
	}
}

/** Puts the start state into the publisher's buffers: the checkpoint's, and what that lacks as it is at the beginning of a run. */
function fill({state}: Publisher, model: Model, spec: EngineSpec): void {
	if (!spec.start || lacks(spec.start, model, spec.graph.n)) begin(state, model, spec);
	if (spec.start) resume(state, model, spec.start);
}

const lacks = ({variables, stimulus}: Snapshot, model: Model, n: number): boolean =>
	stimulus.length < n || model.variables.some(({name}) => !(name in variables));

function begin(state: Publisher['state'], model: Model, {init, graph, seed, settings}: EngineSpec): void {
	const initial = model.initial[init];
	if (!initial)
		throw new ConnectopError(
			'usage',
			'init',
			`--init: "${init}" is unknown; the model ${model.id} has ${Object.keys(model.initial).join(', ')}${didYouMean(init, Object.keys(model.initial))}`,
		);
	initial(state.current, {
		graph,
		x: graph.x,
		y: graph.y,
		parameters: settings.parameters,
		uniform: (stream, index) => uniform(seed, stream, 0, index),
	});
}

function resume(state: Publisher['state'], model: Model, start: Snapshot): void {
	const n = state.stimulus.length;
	for (const [v, {name}] of model.variables.entries()) {
		const values = start.variables[name];
		if (values) state.current[v]!.set(values.subarray(0, n));
	}
	state.stimulus.set(start.stimulus.subarray(0, n));
}

function fail(error: unknown, say: (message: FromEngine) => void): void {
	if (error instanceof ConnectopError)
		say({type: 'failed', kind: error.kind, code: error.code, message: error.message});
	else
		say({
			type: 'failed',
			kind: 'defect',
			code: 'defect',
			message: messageOf(error),
			...(error instanceof Error && error.stack ? {stack: error.stack} : {}),
		});
}

main(workerData as EngineSpec).catch((error: unknown) => {
	fail(error, message => parentPort?.postMessage(message));
	parentPort?.close();
});
