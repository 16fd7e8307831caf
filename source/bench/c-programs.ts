import {existsSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {finished, type Scene} from './children.ts';
import {type Absent, asBaseline, type Entrant} from './entrant.ts';

/** The folder of the baselines' sources, which the package brings. */
export const sources = fileURLToPath(
	new URL(import.meta.url.endsWith('.ts') ? '../../fixtures/bench' : '../fixtures/bench', import.meta.url),
);

/** Compilers in the order in which they are tried, unless CC names one. */
const compilers = ['cc', 'gcc', 'clang'];

const flags = ['-O3', '-march=native', '-ffast-math', '-pthread'];

/** A compiler that works, and what it calls itself. */
export interface Compiler {
	readonly command: string;
	readonly version: string;
	readonly flags: readonly string[];
}

/** The first compiler that answers; undefined when there is none. */
export async function findCompiler(scene: Scene): Promise<Compiler | undefined> {
	const asked = process.env['CC'];
	for (const command of asked ? [asked] : compilers) {
		const {code, stdout} = await finished(scene, command, ['--version']);
		if (code === 0) return {command, version: stdout.split('\n', 1)[0]?.trim() ?? command, flags};
	}
	return undefined;
}

/** Compiles a source to a program in the scene's folder: its path, or why there is none. */
export async function compile(
	scene: Scene,
	{command}: Compiler,
	source: string,
	libraries: readonly string[] = [],
): Promise<{readonly path: string} | {readonly reason: string}> {
	const path = join(scene.folder, source.replace(/^.*\/|\.c$/g, ''));
	const file = existsSync(source) ? source : join(sources, source);
	const {code, stderr} = await finished(scene, command, [...flags, '-o', path, file, ...libraries]);
	if (code === 0) return {path};
	const [why = 'it said nothing'] = stderr.split('\n').filter(line => /error|cannot|not found/i.test(line));
	return {reason: `${command} does not compile ${source}: ${why.trim()}`};
}

/** The baselines in C. `bytes` counts what each makes of the graph. */
const baselines = [
	{id: 'c-csr', title: 'C, rows', source: 'csr.c', bytesAnEntry: 4},
	{id: 'c-slices', title: 'C, AVX2 slices', source: 'slices.c', bytesAnEntry: 9},
] as const;

/** The C baselines that compile, with every number of threads, and those that do not. */
export async function cEntrants(
	scene: Scene,
	compiler: Compiler | undefined,
	threads: readonly number[],
): Promise<{readonly entrants: readonly Entrant[]; readonly absent: readonly Absent[]}> {
	if (!compiler) {
		const looked = process.env['CC'] ?? compilers.join(', ');
		return {entrants: [], absent: [{name: 'C', reason: `no compiler: looked for ${looked}`}]};
	}
	const entrants: Entrant[] = [];
	const absent: Absent[] = [];
	for (const {id, title, source, bytesAnEntry} of baselines) {
		const made = await compile(scene, compiler, source);
		if ('reason' in made) absent.push({name: title, reason: made.reason});
		else entrants.push(...threads.map(count => cEntrant({id, title}, made.path, count, bytesAnEntry)));
	}
	return {entrants, absent};
}

/** A baseline that is a program which takes a problem and a number of threads. */
export function cEntrant(
	{id, title}: Pick<Entrant, 'id' | 'title'>,
	program: string,
	threads: number,
	bytesAnEntry: number,
): Entrant {
	return {
		id,
		title,
		threads,
		...asBaseline,
		bytes: (n, entries) => bytesAnEntry * entries + 24 * n + 2e6,
		start: (scene, problem) => scene.spawn(program, [problem, String(threads)], {stdio: 'pipe'}),
	};
}
