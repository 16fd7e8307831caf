/** A baseline in Python: its program, and what it needs. */
export interface PythonProgram {
	readonly title: string;
	/** Its file is PROGRAM_baseline.py; one program may have another way, its variant. */
	readonly program: string;
	readonly variant?: string;
	/** What it imports. */
	readonly modules: readonly string[];
	readonly threaded: boolean;
	/** Bytes that it needs for an edge, about. */
	readonly bytesAnEntry: number;
}

/** Baselines in Python, by their names. Their own file, without imports: the command line knows their names before it loads what starts them. */
export const pythonPrograms = {
	numpy: {title: 'numpy + scipy', program: 'numpy', modules: ['numpy', 'scipy'], threaded: false, bytesAnEntry: 13},
	'numpy-in-place': {
		title: 'numpy + scipy, in place',
		program: 'numpy',
		variant: 'in-place',
		modules: ['numpy', 'scipy'],
		threaded: false,
		bytesAnEntry: 13,
	},
	numba: {title: 'numba', program: 'numba', modules: ['numba'], threaded: true, bytesAnEntry: 5},
	brian2: {
		title: 'Brian2 (cython)',
		program: 'brian2',
		modules: ['brian2', 'Cython'],
		threaded: false,
		bytesAnEntry: 60,
	},
	'brian2-float32': {
		title: 'Brian2 (cython, float32)',
		program: 'brian2',
		variant: 'float32',
		modules: ['brian2', 'Cython'],
		threaded: false,
		bytesAnEntry: 60,
	},
} satisfies Readonly<Record<string, PythonProgram>>;
export type PythonBaseline = keyof typeof pythonPrograms;
export const pythonBaselines = Object.keys(pythonPrograms) as readonly PythonBaseline[];
