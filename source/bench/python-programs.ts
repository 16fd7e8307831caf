import {join} from 'node:path';
import process from 'node:process';
import {sources} from './c-programs.ts';
import {finished, type Scene} from './children.ts';
import {type Absent, asBaseline, type Entrant} from './entrant.ts';
import {type PythonBaseline, type PythonProgram, pythonPrograms} from './python-baselines.ts';

export interface PythonFound {
	readonly entrants: readonly Entrant[];
	readonly absent: readonly Absent[];
	/** Versions of what was found, by module, and of the interpreter: `numpy 2.4.6, Python 3.11.7`. */
	readonly versions: readonly string[];
}

/** Looks for each baseline's modules in these interpreters, in their order. What none of them has is said by name. */
export async function pythonEntrants(
	scene: Scene,
	asked: readonly PythonBaseline[],
	interpreters: readonly string[],
	threads: readonly number[],
): Promise<PythonFound> {
	const entrants: Entrant[] = [];
	const absent: Absent[] = [];
	const versions: string[] = [];
	for (const id of asked) {
		const {title, modules, threaded}: PythonProgram = pythonPrograms[id];
		const found = await firstWith(scene, interpreters, modules);
		if ('reason' in found) absent.push({name: title, reason: found.reason});
		else {
			if (!versions.includes(found.versions)) versions.push(found.versions);
			entrants.push(...(threaded ? threads : [1]).map(count => pythonEntrant(id, found.interpreter, count)));
		}
	}
	return {entrants, absent, versions};
}

async function firstWith(
	scene: Scene,
	interpreters: readonly string[],
	modules: readonly string[],
): Promise<{readonly interpreter: string; readonly versions: string} | {readonly reason: string}> {
	const program = `import platform, sys, ${modules.join(', ')}
print(', '.join([*(m + ' ' + sys.modules[m].__version__ for m in ${JSON.stringify(modules)}), 'Python ' + platform.python_version()]))`;
	let some = false;
	for (const interpreter of interpreters) {
		const {code, stdout} = await finished(scene, interpreter, ['-W', 'ignore', '-c', program], environment(1));
		if (code === 0) return {interpreter, versions: stdout.trim()};
		some ||= code !== undefined;
	}
	const where = interpreters.join(', ');
	return {reason: some ? `${where} can't import ${modules.join(' and ')}` : `there is no ${where}`};
}

function pythonEntrant(id: PythonBaseline, interpreter: string, threads: number): Entrant {
	const {title, program, variant, bytesAnEntry}: PythonProgram = pythonPrograms[id];
	return {
		id,
		title,
		threads,
		...asBaseline,
		bytes: (n, entries) => bytesAnEntry * entries + 40 * n + 150e6,
		start(scene, problem) {
			const file = join(sources, `${program}_baseline.py`);
			const args = ['-W', 'ignore', file, problem, String(threads), ...(variant === undefined ? [] : [variant])];
			return scene.spawn(interpreter, args, {stdio: 'pipe', env: environment(threads)});
		},
	};
}

/** Nothing is written beside the sources, and no library starts threads that were not asked for. */
const environment = (threads: number): NodeJS.ProcessEnv => ({
	...process.env,
	PYTHONDONTWRITEBYTECODE: '1',
	NUMBA_NUM_THREADS: String(threads),
	OMP_NUM_THREADS: String(threads),
	OPENBLAS_NUM_THREADS: '1',
});
