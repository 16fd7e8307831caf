import type {ChildProcess, SpawnOptions} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {ConnectopError} from '../../base/errors.ts';
import type {Scene} from '../children.ts';
import type {BenchFigure} from '../report.ts';

/** The command itself, as it is started here. */
const entry = fileURLToPath(
	new URL(import.meta.url.endsWith('.ts') ? '../../../cli.tsx' : './cli.js', import.meta.url),
);

const usualCommand: readonly string[] = [process.execPath, ...process.execArgv, entry];

/** Size of the screen that is measured. */
const [columns, rows] = [120, 40];

/** The program as a user would start it, each time in a folder of its own. */
export interface Program {
	readonly scene: Scene;
	/** A terminal can be had, so that screens can be measured. */
	readonly terminal: boolean;
	readonly quick: boolean;
	told(task: string): void;
	/** Starts it in a new folder, or in that of an earlier start; `screen`: in a terminal of 120×40, whose picture comes out on stdout. */
	start(args: readonly string[], how?: {readonly screen?: boolean; readonly folder?: string}): Started;
}

export interface Started {
	readonly child: ChildProcess;
	readonly folder: string;
	/** performance.now() at the start. */
	readonly at: number;
	/** All that it has said on stdout. */
	said(): string;
	/** Bytes that it has said on stdout. */
	bytes(): number;
	/** When a text first came out, ms after the start. Rejects with `bench-program` when it ends without having said it. */
	when(text: string): Promise<number>;
	/** Resolves when it ends. Rejects with `bench-program` when its exit code is not 0. */
	readonly ended: Promise<void>;
}

/** A measure of the whole program: some figures. */
export type Measure = (program: Program) => Promise<readonly BenchFigure[]>;

/** The program, with `terminal` as the path of the compiled terminal.c if there is one, started by `command`. */
export function openProgram(
	scene: Scene,
	terminal: string | undefined,
	quick: boolean,
	told: (task: string) => void,
	command = usualCommand,
): Program {
	return {
		scene,
		terminal: terminal !== undefined,
		quick,
		told,
		start(args, {screen = false, folder = mkdtempSync(join(scene.folder, 'run-'))} = {}) {
			const [file = '', ...rest] =
				screen && terminal !== undefined
					? [terminal, String(columns), String(rows), ...command, ...args]
					: [...command, ...args];
			return started(scene, file, rest, {title: `connectop ${args.join(' ')}`, folder});
		},
	};
}

function started(
	scene: Scene,
	file: string,
	args: readonly string[],
	{title, folder}: {readonly title: string; readonly folder: string},
): Started {
	const state = join(folder, 'state');
	mkdirSync(state, {recursive: true});
	// Nothing of the user's own has a part in it, nor is anything added to it.
	const env = {
		...without(process.env, ['CI', 'NO_COLOR', 'FORCE_COLOR', 'INK_SCREEN_READER']),
		TERM: 'xterm-256color',
		COLORTERM: 'truecolor',
		XDG_STATE_HOME: state,
		XDG_CONFIG_HOME: state,
		XDG_RUNTIME_DIR: folder,
	};
	const options: SpawnOptions = {cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe']};
	const at = performance.now();
	const child = scene.spawn(file, args, options);
	let [said, bytes, errors] = ['', 0, ''];
	const waiting: {text: string; resolve(ms: number): void; reject(error: Error): void}[] = [];
	const over = Promise.withResolvers<void>();
	over.promise.catch(() => undefined); // who asks hears of it
	child.stdout?.on('data', (chunk: Buffer) => {
		bytes += chunk.length;
		said += chunk.toString('latin1');
		for (const each of waiting.splice(0)) {
			if (said.includes(each.text)) each.resolve(performance.now() - at);
			else waiting.push(each);
		}
	});
	child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
	child.stdin?.on('error', () => undefined); // it has ended
	child.on('error', error => over.reject(error));
	child.on('close', (code, signal) => {
		const last = errors.trim().split('\n').at(-1) ?? '';
		const failure = new ConnectopError('failed', 'bench-program', `${title} ended with ${signal ?? code}: ${last}`);
		if (code === 0) over.resolve();
		else over.reject(failure);
		for (const {reject} of waiting.splice(0)) reject(failure);
	});
	return {
		child,
		folder,
		at,
		said: () => said,
		bytes: () => bytes,
		when: text =>
			said.includes(text)
				? Promise.resolve(performance.now() - at)
				: new Promise((resolve, reject) => waiting.push({text, resolve, reject})),
		ended: over.promise,
	};
}

const without = (env: NodeJS.ProcessEnv, names: readonly string[]): NodeJS.ProcessEnv =>
	Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

/** The only run of a folder. */
export function runOf(folder: string): string {
	const [name] = readdirSync(join(folder, 'runs'));
	if (name === undefined) throw new ConnectopError('failed', 'bench-program', `${folder}: there is no run`);
	return join(folder, 'runs', name);
}
