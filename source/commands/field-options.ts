import {topologies} from '../connectome/topologies.ts';
import {builtInModels} from '../dynamics/models.ts';
import {gpuModes} from '../kernels/gpu/modes.ts';
import {mostThreads} from '../kernels/wasm/layout.ts';
import {held, number, oneRun, type Row, switched, text} from './option-rows.ts';

/** Of all built-in models; a model file may have others. */
const initialNames = [...new Set(builtInModels.flatMap(each => Object.keys(each.initial)))].join(', ');

/** The graph that a run goes on. */
export const graphRows: readonly Row[] = [
	{
		name: 'neurons',
		...number,
		describe: 'nodes of a generated graph',
		value: 1000,
		held,
		allowed: 'a whole number from 1',
	},
	{name: 'k', ...number, describe: 'neighbours of each node', value: 12, held, allowed: 'a whole number from 1'},
	{name: 'topology', ...text, describe: 'generated graph', choices: topologies, value: 'knn', held},
	{
		name: 'graph',
		kind: 'path',
		describe: 'run on a file: edge list (CSV, TSV, whitespace), GraphML, GEXF, Matrix Market',
		example: 'worm.csv',
		held,
	},
	{name: 'undirected', ...switched, describe: 'take every edge of the file as both ways', value: false, held},
	{name: 'unweighted', ...switched, describe: 'take every weight as 1', value: false, held},
	{
		name: 'memory',
		kind: 'size',
		describe: 'most memory for graph and field, such as 512M or 8G',
		usual: 'four fifths of what there is',
		example: '8G',
	},
];

/** What is computed on it. */
export const modelRows: readonly Row[] = [
	{
		name: 'model',
		...text,
		describe: `${builtInModels.map(each => each.id).join(', ')}, or a file FILE.mjs`,
		value: builtInModels[0].id,
		held,
	},
	{
		name: 'equations',
		kind: 'path',
		describe: 'your own equations for the model, FILE.mjs or FILE.ts',
		example: 'void-equations.mjs',
		held,
		ofModel: {},
	},
	{
		name: 'auto-equations',
		...switched,
		describe: 'take an equations file found in this directory by itself',
		value: true,
		usual: 'yes',
	},
	{
		name: 'preset',
		...text,
		describe: 'parameters that were saved under a name, or in a file: ./FILE.toml; options beside it win',
		notInFile: oneRun,
	},
	{name: 'param', kind: 'list', describe: 'set a parameter, NAME=VALUE; may be given again', held, ofModel: {}},
	{
		name: 'init',
		...text,
		describe: `initial condition: ${initialNames}`,
		usual: "the model's first",
		example: 'uniform',
		held,
		ofModel: {},
	},
	{
		name: 'dt',
		...number,
		describe: 'step, in reference ticks',
		value: 1,
		held,
		allowed: 'a number above 0 and up to 100',
	},
	{
		name: 'noise',
		...text,
		choices: ['none', 'shared', 'node'],
		describe: 'none, one value a tick, or one a node',
		value: 'node',
		held,
	},
	{
		name: 'coupling',
		...text,
		choices: ['scaled', 'raw'],
		describe: 'scale the coupling by 12 / mean in-strength, or not',
		value: 'scaled',
		held,
	},
	{name: 'stim-gain', ...number, describe: 'how strongly stimuli drive the field', value: 1, held},
	{name: 'threshold', ...number, describe: 'an edge is active above this product', value: 0.15, held},
	{
		name: 'seed',
		...number,
		describe: 'seed of all random numbers',
		value: 0,
		held,
		allowed: 'a whole number from 0 to 4294967295',
	},
	{
		name: 'kernel',
		...text,
		choices: ['auto', 'cpu', 'wasm', 'gpu'],
		describe: 'where the step is computed',
		value: 'auto',
		held,
	},
	{
		name: 'engine',
		...text,
		describe: "command of an engine of your own that steps instead, such as 'python3 model.py'",
		notInFile: 'it starts a program; give it on the command line',
	},
	{
		name: 'engine-timeout',
		...number,
		describe: 'seconds that an engine may be silent before it is given up',
		value: 60,
		allowed: 'seconds from 1 to 86400',
	},
	{
		name: 'threads',
		...number,
		describe: 'threads of the wasm kernel',
		usual: 'as many as cores and graph have use for',
		example: 2,
		allowed: `a whole number from 1 to ${mostThreads}`,
	},
	{
		name: 'gpu-mode',
		...text,
		choices: gpuModes,
		describe: 'what gpu.js runs the gpu kernel on: gl, webgpu, or the processor as webasm or cpu',
		usual: 'gl',
		notInFile: 'goes with --kernel gpu; give both on the command line',
	},
	{name: 'exact', ...switched, describe: 'leave out kernels that are not bit-exact', value: false},
];
