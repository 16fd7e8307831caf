import {spawn, spawnSync} from 'node:child_process';
import {join} from 'node:path';
import process from 'node:process';
import test, {type ExecutionContext} from 'ava';
import {type Ended, type Going, listen, root} from '../program.ts';

/** Where the client lies. */
export const clients = join(root, 'clients', 'python');

/** Pythons of this machine, the user's own first; the system's may have packages that the other has not. */
const pythons = ['python3', '/usr/bin/python3'];

/** The first Python that has these modules. */
export const pythonWith = (...modules: readonly string[]): string | undefined =>
	pythons.find(each => spawnSync(each, ['-c', `import ${modules.join(', ')}`]).status === 0);

const numpy = pythonWith('numpy');

/** A test that needs numpy, and says so when it is skipped. */
export const withNumpy: typeof test | typeof test.skip = numpy === undefined ? test.skip : test;

interface Python {
	readonly folder: string;
	/** Beside the process's own, which say where its runs are. */
	readonly env?: Readonly<Record<string, string>>;
	readonly interpreter?: string | undefined;
}

/** Starts Python with the client on its path; killed when the test is over. */
export function startPython(
	t: ExecutionContext,
	args: readonly string[],
	{folder, env, interpreter = numpy}: Python,
): Going {
	const paths = {PYTHONPATH: clients, PYTHONDONTWRITEBYTECODE: '1'};
	const child = spawn(interpreter ?? 'python3', args, {cwd: folder, env: {...process.env, ...paths, ...env}});
	t.teardown(() => void child.kill('SIGKILL'));
	return listen(child);
}

/** What every program of these tests begins with: `told` runs something and gives the error that it ends in. */
export const opening = `
import json, os, sys, threading, time
import numpy as np
import connectop
def told(what):
    try:
        what()
    except connectop.ConnectopError as error:
        return [type(error).__name__, error.code, str(error)]
`;

/** Runs a program that knows the client; what it says with \`print(json.dumps(…))\` at last. */
export async function python(
	t: ExecutionContext,
	folder: string,
	program: string,
	args: readonly string[] = [],
	env: Readonly<Record<string, string>> = {},
	// biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
): Promise<any> {
	const ended = await startPython(t, ['-c', opening + program, ...args], {folder, env}).ended;
	return answer(ended);
}

function answer({code, stdout, stderr}: Ended): unknown {
	if (code !== 0) throw new Error(`python ended with ${code}: ${stdout}${stderr}`);
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}
