import {dirname, join, resolve} from 'node:path';
import process from 'node:process';
import {ConnectopError} from '../base/errors.ts';
import type {Report} from '../base/progress.ts';
import {expectedEntries, type Origin, refuseLarge} from '../connectome/forecast.ts';
import type {Graph, ImportReport} from '../connectome/graph.ts';
import {type Pairs, pairsOf} from '../connectome/pairs.ts';
import type {Topology} from '../connectome/topologies.ts';
import type {Model} from '../dynamics/model.ts';
import {builtInModels} from '../dynamics/models.ts';
import {type Checkpoint, graphOfCheckpoint} from '../records/checkpoint.ts';
import {type GraphSize, storedGraphSize} from '../records/stored-graph-size.ts';
import {costNotes, readingNotes} from './building/cost-notes.ts';
import {generatedGraph} from './building/generated-graph.ts';
import {roomFor} from './building/room.ts';
import {checkFit} from './checkpoint-fit.ts';
import {coresToUse, defaultThreads} from './cores.ts';
import type {KernelChoice, ModelSource} from './engine-protocol.ts';
import {type Bridge, openBridge} from './external/bridge.ts';
import {changedFiles, engineFiles} from './external/engine-files.ts';
import {graphOfEngine} from './external/engine-graph.ts';
import {type EngineCommand, engineModel} from './external/engine-model.ts';
import {loadGraphFile} from './graph-file.ts';
import {foundEquations, isModelFile, loadModel} from './load-model.ts';
import {checkOptions, type RunOptions} from './options.ts';
import type {Settings} from './protocol.ts';
import {withStartRecorders} from './recording/start-recorders.ts';
import {findResumed, type Resumed} from './resumed.ts';
import {startSettings} from './settings.ts';
import {shareGraph, sharePairs} from './share-graph.ts';

/** A run, checked and built as far as it can be before anything is written. */
export interface Prepared {
	readonly source: ModelSource;
	readonly model: Model;
	/** Arrays in shared memory. */
	readonly graph: Graph;
	/** The graph's pairs of joined nodes; arrays in shared memory. */
	readonly pairs: Pairs;
	/** The graph did not come from the checkpoint. */
	readonly ownGraph: boolean;
	readonly report: ImportReport | undefined;
	readonly settings: Settings;
	readonly seed: number;
	readonly kernel: KernelChoice;
	/** Leave out kernels that are not bit-exact. */
	readonly exact: boolean;
	/** Threads of the wasm kernel. */
	readonly threads: number;
	readonly init: string;
	/** The engine that steps, if it is somebody else's. Whoever has this closes it. */
	readonly bridge: Bridge | undefined;
	readonly resumed: Resumed | undefined;
	/** What the user should know of how this came about. */
	readonly notes: readonly string[];
}

/** Everything that can be wrong with a run is found here, before its directory exists. `report` hears how far it is. Throws ConnectopError. */
export async function prepare(options: RunOptions, report?: Report): Promise<Prepared> {
	checkOptions(options);
	const notes: string[] = [...(options.notes ?? [])];
	const wish = {force: options.force === true, note: (message: string) => void notes.push(message)};
	if (options.resume !== undefined) report?.({task: 'reading the checkpoint', done: 0, total: 0, unit: ''});
	const resumed = options.resume === undefined ? undefined : await findResumed(options.resume, wish);
	let bridge: Bridge | undefined;
	try {
		const where = engineAsked(options, resumed?.checkpoint);
		bridge = where && (await openBridge(where, report));
		return await build(options, {resumed, bridge, where}, notes, report);
	} catch (error) {
		await bridge?.close();
		resumed?.run?.lock.release();
		throw error;
	}
}

/** The engine that was asked for, or that the checkpoint's run had. */
function engineAsked(
	{engine, engineTimeout: asked}: RunOptions,
	saved: Checkpoint | undefined,
): EngineCommand | undefined {
	const timeout = asked ?? saved?.engine?.timeout;
	if (engine !== undefined) return {command: engine, cwd: process.cwd(), timeout};
	return saved?.engine && {command: saved.engine.command, cwd: saved.engine.cwd, timeout};
}

interface Found {
	readonly resumed: Resumed | undefined;
	readonly bridge: Bridge | undefined;
	readonly where: EngineCommand | undefined;
}

async function build(
	options: RunOptions,
	{resumed, bridge, where}: Found,
	notes: string[],
	progress: Report | undefined,
): Promise<Prepared> {
	if (resumed?.run && (options.runDirectory !== undefined || options.name !== undefined)) {
		throw new ConnectopError(
			'usage',
			'resume',
			`--resume ${options.resume}: a run goes on in its own directory; leave out --run-dir and --name, or resume one of its checkpoint files`,
		);
	}
	if (resumed?.checkpoint.edges)
		notes.push(
			`${options.resume} is of the original program: its W, edges and threshold are taken over, the rest begins anew`,
		);
	const {source, model} =
		bridge && where ? ofEngine(bridge, where, options, resumed, notes) : await modelOf(options, resumed, notes);
	const seed = options.seed ?? resumed?.checkpoint.seed ?? 0;
	const {graph, report, pairs} = await graphOf(options, {resumed, seed, model, bridge}, notes, progress);
	const ownGraph = !resumed || graphAsked(options) || bridge?.graph !== undefined;
	if (resumed)
		notes.push(...(await checkFit(resumed.checkpoint, {graph, ownGraph, model, force: options.force === true})));
	const settings = await withStartRecorders(settingsOf(model, options, resumed?.checkpoint), {
		graph,
		model,
		specs: options.record ?? [],
		folder: resumed?.run?.directory.path ?? options.runDirectory,
		note: message => void notes.push(message),
	});
	const cores = coresToUse();
	if (options.threads !== undefined && options.threads > cores && model.wasm && options.kernel !== 'cpu')
		notes.push(`--threads ${options.threads}: ${cores} can run at once here, and more than that make ticks slower`);
	return {
		source,
		model,
		graph: shareGraph(graph),
		pairs: pairs ?? sharePairs(pairsOf(graph)),
		ownGraph,
		report,
		settings,
		seed,
		threads: options.threads ?? defaultThreads(cores, graph.colIdx.length),
		...kernelOf(options, resumed?.checkpoint.kernel as KernelChoice | undefined),
		init: options.init ?? Object.keys(model.initial)[0] ?? '',
		bridge,
		resumed,
		notes,
	};
}

/** A run that was computed in wasm goes on wherever its bits are the same: not every machine and model has wasm. */
function kernelOf(
	{kernel, exact = false}: RunOptions,
	saved: KernelChoice | undefined,
): Pick<Prepared, 'kernel' | 'exact'> {
	if (kernel !== undefined || saved === undefined) return {kernel: kernel ?? 'auto', exact};
	return saved === 'wasm' ? {kernel: 'auto', exact: true} : {kernel: saved, exact};
}

/** The original program's checkpoints hold a threshold and no other setting. */
function settingsOf(model: Model, options: RunOptions, saved: Checkpoint | undefined): Settings {
	if (saved?.edges) {
		const threshold = options.threshold ?? (saved.settings['threshold'] as number | undefined);
		return startSettings(model, {...options, ...(threshold === undefined ? {} : {threshold})}, undefined);
	}
	return startSettings(model, options, saved && (saved.settings as unknown as Settings));
}

/** What an engine says of itself is the model. */
function ofEngine(
	{hello}: Bridge,
	{command, cwd, timeout}: EngineCommand,
	options: RunOptions,
	resumed: Resumed | undefined,
	notes: string[],
): {source: ModelSource; model: Model} {
	if (options.engine === undefined) notes.push(`starting the engine of the checkpoint: ${command}`);
	const saved = resumed?.checkpoint.engine?.hello;
	if (saved && saved['name'] !== hello.name) {
		const what = `the checkpoint was saved with the engine ${String(saved['name'])}, and this one is ${hello.name}`;
		if (options.force !== true)
			throw new ConnectopError('invalid', 'checkpoint-fit', `${what}; --force takes over the variables that both have`);
		notes.push(`${what}: --force takes over the variables that both have`);
	}
	const files = engineFiles({command, cwd});
	const changed = resumed?.checkpoint.engine ? changedFiles(resumed.checkpoint.engine) : [];
	if (changed.length > 0)
		notes.push(`the engine's code has changed since the checkpoint was saved: ${changed.join(', ')}`);
	const external = {command, cwd, files, ...(timeout === undefined ? {} : {timeout}), hello};
	return {source: {model: 'external', isFile: false, external}, model: engineModel(hello)};
}

async function modelOf(
	options: RunOptions,
	resumed: Resumed | undefined,
	notes: string[],
): Promise<{source: ModelSource; model: Model}> {
	const saved = resumed?.checkpoint;
	const beside = (file: string | undefined) =>
		file === undefined || !saved ? undefined : join(dirname(saved.path), file);
	const name = options.model ?? beside(saved?.modelFile) ?? saved?.model ?? builtInModels[0].id;
	const isFile = isModelFile(name);
	const plain: ModelSource = {model: isFile ? resolve(name) : name, isFile};
	const model = await loadModel(plain);
	const asked = options.equations ?? beside(saved?.equationsFile);
	const found =
		asked === undefined && !saved && options.autoEquations !== false ? foundEquations(model, process.cwd()) : undefined;
	if (found !== undefined) notes.push(`running the equations in ${found}; --no-auto-equations leaves them out`);
	const equations = asked ?? found;
	if (equations === undefined) return {source: plain, model};
	const source = {...plain, equations: resolve(equations)};
	return {source, model: await loadModel(source)};
}

const graphAsked = ({graph, neurons, k, topology}: RunOptions): boolean =>
	[graph, neurons, k, topology].some(each => each !== undefined);

async function graphOf(
	options: RunOptions,
	{resumed, seed, model, bridge}: Pick<Prepared, 'resumed' | 'seed' | 'model' | 'bridge'>,
	notes: string[],
	progress: Report | undefined,
): Promise<{graph: Graph; report: ImportReport | undefined; pairs?: Pairs}> {
	const memory = roomFor(options.memoryLimit);
	const variables = model.variables.length;
	if (bridge?.graph) {
		if (graphAsked(options))
			throw new ConnectopError(
				'usage',
				'graph',
				`--engine: ${model.title} brings its own graph: leave out --graph, --neurons, -k and --topology`,
			);
		const {n, source} = bridge.graph;
		const origin = {from: 'file', variables} as const;
		refuseLarge(n, source.length, origin, memory, `--engine: ${model.title}`);
		const own = graphOfEngine(bridge.graph, model.title);
		notes.push(...costNotes(own.graph, origin));
		return own;
	}
	if (options.graph !== undefined) {
		const reading = {
			memory,
			...(options.undirected === undefined ? {} : {undirected: options.undirected}),
			...(options.unweighted === undefined ? {} : {unweighted: options.unweighted}),
		};
		const loaded = await loadGraphFile(options.graph, reading, progress);
		const origin = {from: 'file', variables} as const;
		refuseLarge(loaded.graph.n, loaded.graph.colIdx.length, origin, memory, options.graph);
		notes.push(...costNotes(loaded.graph, origin), ...readingNotes(loaded));
		return loaded;
	}
	if (resumed && !graphAsked(options)) {
		const {checkpoint} = resumed;
		const size = await sizeOfCheckpoint(checkpoint);
		const origin: Origin = {from: 'checkpoint', directed: size?.directed ?? false, variables};
		if (size) refuseLarge(size.n, size.entries, origin, memory, `--resume ${options.resume}`);
		const graph = await graphOfCheckpoint(checkpoint, progress);
		notes.push(...costNotes(graph, {...origin, directed: graph.directed}));
		return {graph, report: checkpoint.edges?.report};
	}
	const n = options.neurons ?? 1000;
	const from = options.topology ?? 'knn';
	const k = options.k ?? defaultNeighbours(from, n);
	const origin = {from, k, variables};
	refuseLarge(n, expectedEntries(n, origin), origin, memory, `--neurons ${n}`);
	const graph = await generatedGraph(from, n, k, seed, progress);
	notes.push(...costNotes(graph, origin));
	return {graph, report: undefined};
}

/** How large the graph of a checkpoint is. Edges that the checkpoint brings along may be directed. */
const sizeOfCheckpoint = async ({edges, path, graph}: Checkpoint): Promise<GraphSize | undefined> =>
	edges ? {n: edges.n, entries: edges.source.length, directed: true} : storedGraphSize(dirname(path), graph);

/** As many as the seed's graph has, fewer where there are fewer nodes, and on a ring an even number. */
function defaultNeighbours(topology: Topology, n: number): number {
	const most = Math.min(12, Math.max(1, n - 1));
	if (topology !== 'ring' || n === 1) return most;
	if (n === 2) throw new ConnectopError('usage', 'topology', '--topology ring: a ring has three nodes or more');
	return most - (most % 2);
}
