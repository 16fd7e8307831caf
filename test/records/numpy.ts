import {execFileSync, spawnSync} from 'node:child_process';

/** Whether there is a Python with numpy on this machine. */
export const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;

/** Runs a Python program that knows numpy as np, with arguments in sys.argv; what it prints, as JSON. */
export function numpy(program: string, ...args: readonly string[]): unknown {
	const text = `import json, sys, numpy as np\n${program}`;
	return JSON.parse(execFileSync('python3', ['-c', text, ...args], {encoding: 'utf8'}));
}

/** A Python program that prints the arrays of the .npz in its first argument, as the golden layout has them. */
export const describeArrays = `
z = np.load(sys.argv[1])
print(json.dumps({n: {'dtype': z[n].dtype.str, 'shape': list(z[n].shape), 'value': z[n].tolist()} for n in z.files}))
`;
