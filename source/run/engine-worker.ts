import {type MessagePort, parentPort, workerData} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {newDetector} from '../connectome/spike-detector.ts';
import type {Model} from '../dynamics/model.ts';
import {chooseKernel} from '../kernels/choose.ts';
import type {Kernel} from '../kernels/kernel.ts';
import {chooseMeter, openWasm} from '../kernels/wasm/host.ts';
import type {Emission} from './emission.ts';
import type {EngineSpec, FromEngine, ReplaySpec, ToEngine} from './engine-protocol.ts';
import {linkEngine} from './external/engine-link.ts';
import {loadModel} from './load-model.ts';
import {Nexus} from './nexus.ts';
import {createPacer, type Pacer} from './pacer.ts';
import type {News} from './protocol.ts';
import {createScriptPlayer} from './script-player.ts';
import {createPublisher, type Publisher} from './shared.ts';
import {fillStart} from './start-state.ts';

/** A measurement brings the state back from the device, which costs more than a tick. */
const gpuMeasureEvery = 5;
/** Edges that a meter without wasm may visit a tick on average. */
const plainEdgesATick = 2_000_000;

/** What a thread has to say is gathered until a tick is over. */
interface Voice {
	say(message: FromEngine): void;
	emit(emission: Emission): void;
	flush(): void;
}

function voiceOf(port: MessagePort): Voice {
	const batch: Emission[] = [];
	const say = (message: FromEngine) => port.postMessage(message);
	return {
		say,
		emit: emission => void batch.push(emission),
		flush() {
			if (batch.length > 0) say({type: 'batch', emissions: batch.splice(0)});
		},
	};
}

/** The engine's thread: a nexus, its kernel and its clock. Everything it says goes to the main thread, which writes and draws. */
async function main(spec: EngineSpec, port: MessagePort): Promise<void> {
	const voice = voiceOf(port);
	const {say, emit, flush} = voice;
	const model = await loadModel(spec.source);
	const publisher = createPublisher(spec.block);
	if (!spec.external) fillStart(publisher, model, spec);
	let nexus: Nexus | undefined;
	let pacer: Pacer | undefined;
	/** What went away before there was a run to say so. */
	const early: News[] = [];
	const lost = (message: string) => {
		const news = {level: 'warn', kind: 'kernel', message} as const;
		if (nexus) nexus.news(news);
		else early.push(news);
	};
	const wasm = await openWasm(spec.block, spec.threads, lost);
	const {kernel, reason} = spec.external
		? {
				kernel: await externalKernel(spec, model, publisher, () => ({
					nexus,
					pacer,
					early: news => void early.push(news),
				})),
				reason: 'asked for',
			}
		: await chooseKernel(model, spec.graph, publisher.state, {
				choice: spec.kernel,
				exact: spec.exact,
				gpuMode: spec.gpuMode,
				lost,
				wasm,
			});
	const {meter, plain} = chooseMeter(spec.graph, spec.pairs, wasm);
	nexus = new Nexus({
		model,
		graph: spec.graph,
		meter,
		kernel,
		publisher,
		settings: spec.settings,
		seed: spec.seed,
		start: spec.start ?? {tick: 0, epoch: 0, theta: 0, thetaBefore: 0, detector: newDetector()},
		now: () => performance.now(),
		wall: () => Date.now(),
		emit,
	});
	for (const news of early) nexus.news(news);
	if (!spec.measureAsked) measureSeldom(nexus, kernel.id === 'gpu' ? gpuMeasureEvery : 1, plain !== undefined);
	if (plain !== undefined)
		nexus.news({level: 'warn', kind: 'meter', message: `every edge is counted in every measurement: ${plain}`});
	pacer = createPacer({
		nexus,
		publisher,
		flush,
		want: count => say({type: 'want', count}),
		steps: spec.steps,
		durationMs: spec.durationMs,
		script: createScriptPlayer(nexus, spec.script, (command, where) => {
			flush(); // the checkpoint that it names may be among what was said
			say({type: 'scripted', command, where});
		}),
	});
	listen(port, pacer, voice, () => {
		kernel.dispose();
		if ('pool' in wasm) wasm.pool.dispose();
	});
	const initial = nexus.snapshot();
	if (kernel.gone !== undefined)
		throw new ConnectopError('failed', 'engine-lost', `the engine was lost at its start: ${kernel.gone}`);
	say({
		type: 'ready',
		kernel: {id: kernel.id, title: kernel.title, reason},
		initial,
		settings: nexus.settings,
		substeps: nexus.substeps,
	});
}

/** The engine that was asked for as the kernel, its first frame in the publisher's buffers. */
function externalKernel(
	spec: EngineSpec,
	model: Model,
	{state}: Publisher,
	run: Parameters<typeof linkEngine>[3],
): Promise<Kernel> {
	const {external: way, source} = spec;
	if (!way || !source.external) throw new Error('there is no external engine');
	return linkEngine(spec, {hello: source.external.hello, way, model}, state, run);
}

/** Measurements that cost more than a tick are taken less often, unless the user says how often. */
function measureSeldom(nexus: Nexus, ticks: number, plain: boolean): void {
	const {settings, graph} = nexus;
	const measureEvery = Math.max(ticks, plain ? Math.ceil(graph.colIdx.length / plainEdgesATick) : 1);
	if (measureEvery > settings.measureEvery) nexus.configure({...settings, measureEvery});
}

/** The thread of a run that is played again from its journal. */
async function replay(spec: ReplaySpec, port: MessagePort): Promise<void> {
	const voice = voiceOf(port);
	const publisher = createPublisher(spec.block);
	// Loaded when it is asked for: a run has no use for it.
	const [{createPlayer}, {readTimeline}] = await Promise.all([
		import('./replay/player.ts'),
		import('./replay/timeline.ts'),
	]);
	let pacer: Pacer | undefined;
	const player = await createPlayer({
		directory: spec.directory,
		timeline: await readTimeline(spec),
		on: {sha256: spec.graphHash, graph: spec.graph, pairs: spec.pairs},
		block: spec.block,
		speed: spec.speed,
		emit: voice.emit,
		wake: () => pacer?.wake(),
		fail(error) {
			voice.flush();
			fail(error, voice.say);
		},
	});
	const {driven, script} = player;
	const {say, flush} = voice;
	pacer = createPacer({
		nexus: driven,
		publisher,
		flush,
		want: () => undefined,
		steps: undefined,
		durationMs: undefined,
		script,
	});
	listen(port, pacer, voice, player.close);
	const {nexus} = player.stage();
	const kernel = {id: nexus.kernel.id, title: nexus.kernel.title, reason: 'replay'};
	say({type: 'ready', kernel, initial: nexus.snapshot(), settings: nexus.settings, substeps: nexus.substeps});
}

/** Hears the main thread from here to the end. */
function listen(port: MessagePort, pacer: Pacer, {say, flush}: Voice, dispose: () => Promise<void> | void): void {
	port.on('message', (message: ToEngine) => {
		if (message.type === 'go') void run();
		else if (message.type === 'feed') pacer.feed(message.rate);
		else pacer.receive(message);
	});

	async function run(): Promise<void> {
		try {
			await pacer.run();
			flush();
		} catch (error) {
			flush();
			fail(error, say);
		} finally {
			await dispose();
			port.close();
		}
	}
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

if (!parentPort) throw new Error('the engine runs in a worker thread');
const port = parentPort;
const spec = workerData as EngineSpec | ReplaySpec;
const begun = 'directory' in spec ? replay(spec, port) : main(spec, port);
begun.catch((error: unknown) => {
	fail(error, message => port.postMessage(message));
	port.close();
});
