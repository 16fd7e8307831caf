import {held, interval, number, oneRun, type Row, switched, text} from './option-rows.ts';

/** How fast a run goes, and from where to where. */
export const paceRows: readonly Row[] = [
	{
		name: 'hz',
		...number,
		describe: 'ticks a second, up to 1000',
		value: 10,
		held,
		allowed: 'a number above 0 and up to 1000',
	},
	{
		name: 'steps',
		...number,
		describe: 'end after so many ticks; with --resume so many more, with --resume auto so many in all',
		example: 1000,
		allowed: 'a whole number from 1',
	},
	{name: 'duration', ...number, describe: 'end after so many seconds', example: 3600, allowed: 'seconds above 0'},
	{
		name: 'once',
		...switched,
		describe: 'one tick, then one frame as text (one JSON line with --no-ui), and end',
		notInFile: oneRun,
	},
	{
		name: 'resume',
		...text,
		describe:
			'go on with a run (its directory, id, or latest) or start from a checkpoint file; auto: with the run in --run-dir, once there is one',
		notInFile: oneRun,
	},
	{
		name: 'force',
		...switched,
		describe: 'resume although the model, the graph or the number of nodes differs: what fits is taken over',
		notInFile: oneRun,
	},
	{
		name: 'scenario',
		...text,
		choices: ['demo'],
		describe: 'a prepared run; demo is what runs without any option',
		example: 'demo',
	},
];

/** What it writes. */
export const recordsRows: readonly Row[] = [
	{
		name: 'run-dir',
		kind: 'path',
		describe: "the run's own directory, new or empty",
		usual: 'runs/TIME',
		notInFile: 'is the directory of one run; give it on the command line',
	},
	{name: 'name', ...text, describe: 'what the run is called, added to its id; it can be found by it', example: 'trial'},
	{name: 'note', ...text, describe: 'a line to remember the run by, shown by runs', notInFile: oneRun},
	{
		name: 'record',
		...text,
		describe: "write chosen values to records/: 'nodes=0-99,AVAL var=W every=10t to=npy'; may be given again",
		notInFile: oneRun,
	},
	{
		name: 'log-every',
		...interval,
		describe: 'interval of metrics.jsonl: seconds, 100t = ticks, 0 = never',
		value: 1,
	},
	{name: 'checkpoint-every', ...interval, describe: 'interval of checkpoints', value: 60},
	{
		name: 'checkpoint-keep',
		...number,
		describe: 'checkpoints kept, 0 = all',
		value: 5,
		held,
		allowed: 'a whole number from 0',
	},
	{name: 'viz-every', ...interval, describe: 'interval of dashboard.png and connectome.png', value: 10},
	{
		name: 'measure-every',
		...number,
		describe: 'ticks between measurements',
		usual: '1; more with --kernel gpu',
		example: 1,
		held,
	},
	{
		name: 'audit-every',
		...number,
		describe: 'ticks between audits of the measurements, which are kept up with what changes; 0 = never',
		value: 1000,
		held,
		allowed: 'a whole number from 0',
	},
];

/** What drives it from outside. */
export const inputRows: readonly Row[] = [
	{
		name: 'input',
		...text,
		describe: 'stimulus: -, a file, or none',
		usual: '- when stdin is a pipe or file',
		example: 'none',
	},
	{
		name: 'input-rate',
		...number,
		describe: 'messages of an input file a model second',
		value: 10,
		allowed: 'a number above 0',
	},
	{
		name: 'script',
		kind: 'path',
		describe: 'commands at given ticks, one JSON object a line: {"at": 100, "id": "excite", "args": {"node": 3}}',
		example: 'commands.jsonl',
		notInFile: oneRun,
	},
	{
		name: 'synthetic',
		...text,
		choices: ['none', 'pulse'],
		describe: 'excite and quench random places once a model second',
		value: 'none',
		held,
	},
];
