import type {Csr} from '../../base/csr.ts';
import {ConnectopError} from '../../base/errors.ts';
import type {Model} from '../../dynamics/model.ts';
import type {GpuDevice} from './device.ts';
import type {DeviceProgram, ProgramSettings} from './gpu-js.ts';
import {mathText} from './math.ts';
import type {NeighbourTable} from './neighbour-table.ts';
import {programText} from './program-text.ts';

/** The programs of a model. Each compiles, and takes its tables to the device, at its first call. */
export interface Programs {
	/** N host values to the device. */
	readonly upload: DeviceProgram;
	/** One exchange pass; absent when the graph has no edges. */
	readonly exchange?: DeviceProgram;
	readonly first: DeviceProgram;
	readonly others: readonly DeviceProgram[];
	/** Throws when GL reported an error since the last call, or when gpu.js put a program of another kind in the place of a GL one. */
	verify(): void;
	/** Frees programs and tables. */
	dispose(): void;
}

/** Throws a configuration error when a function of the model cannot be compiled. */
export function createPrograms(
	model: Model,
	{n, unit}: Csr,
	table: NeighbourTable,
	{gpuJs, context, canvas}: GpuDevice,
): Programs {
	const text = programText(model, table.width, unit);
	const gpu = new gpuJs.GPU({mode: 'headlessgl', context, canvas});
	context.getError(); // what a refused model left there
	gpu.injectNative(mathText);
	for (const {text: source, arity} of text.functions) {
		gpu.addFunction(source, {argumentTypes: Array.from({length: arity}, () => 'Number'), returnType: 'Number'});
	}
	const all: DeviceProgram[] = [];
	const create = (source: string, constants: ProgramSettings['constants']): DeviceProgram => {
		const settings = {
			output: [n],
			pipeline: true,
			immutable: true,
			precision: 'single',
			tactic: 'precision',
			constants,
		} as const;
		const program = gpu.createKernel(source, settings);
		all.push(program);
		return program;
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
		verify() {
			const error = context.getError();
			if (error !== context.NO_ERROR)
				throw new ConnectopError('failed', 'gl-error', `GL reported error 0x${error.toString(16)}`);
			if (all.every(each => each.kernel instanceof gpuJs.HeadlessGLKernel)) return;
			throw new ConnectopError('failed', 'gpu-fallback', 'gpu.js left GL for another backend');
		},
		dispose() {
			for (const each of all) each.destroy(false);
		},
	};
}
