import {ConnectopError} from '../../base/errors.ts';
import type {Backend} from './backend.ts';
import type {DeviceArray, DeviceProgram, ProgramArgument, ProgramSettings} from './gpu-js.ts';
import type {NeighbourTable} from './neighbour-table.ts';
import type {ProgramText} from './program-text.ts';

/** A program, whatever computes it. WebGPU alone answers with a promise. */
export type Program = (...args: readonly ProgramArgument[]) => DeviceArray | Promise<DeviceArray>;

/** The programs of a model. Each compiles, and takes its tables to the device, at its first call. */
export interface Programs {
	/** N host values to the device. */
	readonly upload: Program;
	/** One exchange pass; absent when the graph has no edges. */
	readonly exchange?: Program;
	readonly first: Program;
	readonly others: readonly Program[];
	/** The values of `count` nodes, whose indices are the second argument. */
	picker(count: number): Program;
	/** Throws when the device reported an error since the last call, or when gpu.js put a program of another kind in the place of one. */
	verify(): void;
	/** Frees programs and tables. */
	dispose(): void;
}

/** The programs of these texts over `n` nodes. Throws what gpu.js throws. */
export function createPrograms(
	text: ProgramText,
	n: number,
	table: NeighbourTable,
	backend: Omit<Backend, 'title' | 'limits'>,
): Programs {
	const {gpuJs, kernelClass} = backend;
	const gpu = backend.createGpu();
	for (const {text: source, arity} of text.functions) {
		gpu.addFunction(source, {argumentTypes: Array.from({length: arity}, () => 'Number'), returnType: 'Number'});
	}
	const all: DeviceProgram[] = [];
	const pickers = new Map<number, Program>();
	const create = (source: string, constants: ProgramSettings['constants'], values = n): Program => {
		const settings = {
			output: [values],
			pipeline: true,
			immutable: true,
			precision: 'single',
			tactic: 'precision',
			constants,
		} as const;
		const program = gpu.createKernel(source, settings);
		all.push(program);
		return onProcessor(backend) ? hosted(program) : (program as Program);
	};
	const size = [table.width, n] as const;
	const coupled = {
		...(table.width > 0 ? {sources: gpuJs.input(table.sources, size)} : {}),
		...(table.weights ? {weights: gpuJs.input(table.weights, size)} : {}),
	};
	return {
		upload: create('function (values) { return values[this.thread.x]; }', {}),
		...(text.exchange ? {exchange: create(text.exchange, coupled)} : {}),
		first: create(text.first, coupled),
		others: text.others.map(each => create(each, {})),
		picker(count) {
			const known = pickers.get(count) ?? create(pickText, {}, count);
			pickers.set(count, known);
			return known;
		},
		verify() {
			backend.verify();
			if (all.every(each => each.kernel instanceof kernelClass)) return;
			throw new ConnectopError('failed', 'gpu-fallback', `gpu.js left ${backend.mode} for another backend`);
		},
		dispose() {
			for (const each of all) each.destroy(false);
		},
	};
}

const pickText = 'function (values, nodes) { return values[nodes[this.thread.x]]; }';

const onProcessor = ({mode}: Pick<Backend, 'mode'>): boolean => mode === 'webasm' || mode === 'cpu';

/** On the processor an array of the device is one of the host's; a program makes a new one at every call. */
interface HostArray extends DeviceArray {
	readonly values: Float32Array;
}

function hosted(program: DeviceProgram): Program {
	return (...args) => {
		const values = program(...args.map(valuesOf)) as Float32Array;
		const array: HostArray = {values, toArray: () => values, delete: () => undefined};
		return array;
	};
}

const valuesOf = (argument: ProgramArgument): number | Float32Array =>
	typeof argument === 'number' || ArrayBuffer.isView(argument) ? argument : (argument as HostArray).values;
