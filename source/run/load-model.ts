import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import process from 'node:process';
import {pathToFileURL} from 'node:url';
import {isMainThread} from 'node:worker_threads';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {lineOf} from '../dynamics/foreign-failure.ts';
import type {Model} from '../dynamics/model.ts';
import {builtInModel} from '../dynamics/models.ts';
import type {ModelSource} from './engine-protocol.ts';
import {engineModel} from './external/engine-model.ts';

/** Whether `--model` names a file rather than a built-in model. */
export const isModelFile = (name: string): boolean => /[/\\]|\.(mjs|js|ts)$/.test(name);

/** A module's exports. Throws one line that names the file, and the line where it has one. */
export async function importModule(file: string): Promise<Readonly<Record<string, unknown>>> {
	const path = resolve(file);
	if (!existsSync(path)) throw new ConnectopError('invalid', 'module-missing', `${file}: no such file`);
	try {
		return (await import(pathToFileURL(path).href)) as Record<string, unknown>;
	} catch (error) {
		throw new ConnectopError(
			'invalid',
			'module-failed',
			`${file}${lineOf(error, path) || syntaxLine(error, path)}: can't be loaded: ${messageOf(error).split('\n')[0]}`,
			{cause: error},
		);
	}
}

/** A syntax error does not say where it is, except to who asks node to check the file. */
function syntaxLine(error: unknown, path: string): string {
	if (!(error instanceof SyntaxError)) return '';
	const {stderr} = spawnSync(process.execPath, ['--check', path], {encoding: 'utf8'});
	return lineOf(Object.assign(new Error(), {stack: stderr}), path);
}

/** The model of a run, with the user's equations in place. What their code prints meanwhile goes to stderr: stdout is for records. */
export async function loadModel(source: ModelSource): Promise<Model> {
	if (!isMainThread) return load(source);
	const {log, info, debug} = console;
	Object.assign(console, {log: console.error, info: console.error, debug: console.error});
	try {
		return await load(source);
	} finally {
		Object.assign(console, {log, info, debug});
	}
}

async function load({model: name, isFile, equations, external}: ModelSource): Promise<Model> {
	if (external) return engineModel(external.hello);
	const model = isFile ? await foreign(name) : builtInModel(name);
	if (equations === undefined) return model;
	if (!model.equations)
		throw new ConnectopError('usage', 'equations', `--equations: the model ${model.id} takes no equations of its own`);
	return model.equations.with(model, await importModule(equations), basename(equations));
}

/** What checks a model of somebody's own is loaded when there is one. */
async function foreign(file: string): Promise<Model> {
	const {foreignModel} = await import('../dynamics/foreign.ts');
	return foreignModel(await importModule(file), basename(file));
}

/** The equations file of this model that lies in a directory, if there is one. */
export function foundEquations(model: Model, directory: string): string | undefined {
	return model.equations?.files.map(each => join(directory, each)).find(each => existsSync(each));
}
