// The direction of dependencies: a folder uses itself and what stands below it, and nothing above or beside it.

/** What each folder of source/ may use besides itself. */
const middle = ['connectome', 'dynamics', 'base'];
const services = ['kernels', 'records', 'mesh', 'stability', 'ledger'];
const uses = {
	base: [],
	draw: ['base'],
	dynamics: ['base'],
	connectome: ['dynamics', 'base'],
	kernels: middle,
	records: middle,
	mesh: middle,
	stability: middle,
	ledger: middle,
	run: [...services, ...middle],
	control: ['run', ...services, ...middle],
	server: ['control', 'run', ...services, ...middle, 'draw'],
	ui: ['control', 'run', ...services, ...middle, 'draw'],
	bench: ['server', 'control', 'run', ...services, ...middle, 'draw'],
	commands: ['bench', 'ui', 'server', 'control', 'run', ...services, ...middle, 'draw'],
};

/** Folders and files whose results depend on their arguments alone. */
const pure = '^source/(base|dynamics|connectome|stability|draw|kernels/cpu)';

/** The file that draws through blessed, which wants streams and a process to talk to, and no terminal gets them. */
const blessedHost = '^source/draw/contrib-host[.]ts$';

/** What needs nobody to import it: whatever starts on its own or is loaded on demand, and declarations of libraries that have none. */
const {entries: programs, libraries} = require('./scripts/entries.js');
const entries = `^(${[...Object.values(programs), ...Object.values(libraries)].join('|')}|source/.*[.]d[.]ts)$`;

const direction = Object.entries(uses).map(([folder, below]) => ({
	name: `${folder}-uses-what-is-below-it`,
	comment: `source/${folder} may use ${[folder, ...below].join(', ')}`,
	severity: 'error',
	from: {path: `^source/${folder}/`},
	to: {path: '^(source/|cli[.]tsx)', pathNot: `^source/(${[folder, ...below].join('|')})/`},
}));

module.exports = {
	forbidden: [
		...direction,
		{
			name: 'known-folders-only',
			comment: 'a new folder of source/ needs a place in the direction of dependencies',
			severity: 'error',
			from: {path: '^source/[^/]+/', pathNot: `^source/(${Object.keys(uses).join('|')})/`},
			to: {},
		},
		{
			name: 'no-cycles',
			severity: 'error',
			from: {path: '^(source|cli)'},
			to: {circular: true},
		},
		{
			name: 'pure-code-has-no-effects',
			comment: 'time, randomness and bytes are arguments here: no files, network, processes, threads or timers',
			severity: 'error',
			from: {path: pure, pathNot: blessedHost},
			to: {dependencyTypes: ['core']},
		},
		{
			name: 'models-stay-in-dynamics',
			comment: "a model is known by the model interface; only dynamics' own list names its folder",
			severity: 'error',
			from: {path: '^(source|cli)', pathNot: '^source/dynamics/'},
			to: {path: '^source/dynamics/[^/]+/'},
		},
		{
			name: 'tests-stay-outside',
			severity: 'error',
			from: {path: '^(source|cli)'},
			to: {path: '^(test|fixtures|scripts)/'},
		},
		{
			name: 'everything-is-used',
			comment: 'nothing that starts on its own reaches this file',
			severity: 'error',
			from: {path: entries},
			to: {path: '^source/', pathNot: entries, reachable: false},
		},
		{
			name: 'everything-is-found',
			severity: 'error',
			from: {},
			to: {couldNotResolve: true},
		},
	],
	options: {
		// AssemblyScript resolves its imports in its own way, and its compiler finds what is missing.
		exclude: {path: '/assembly/'},
		// The TypeScript 7 package has no compiler to call, so swc reads the imports, those of types too.
		parser: 'swc',
		doNotFollow: {path: 'node_modules'},
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'require', 'node', 'types', 'default'],
			mainFields: ['module', 'main', 'types'],
			extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
		},
	},
};
