import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import process from 'node:process';
import {messageOf} from '../base/errors.ts';
import {version} from '../base/version.ts';
import {compileKernels} from '../kernels/wasm/module.ts';
import {stateHome} from '../records/state-home.ts';
import {coresToUse} from '../run/cores.ts';
import {demo} from '../run/options.ts';
import {presetFolder} from '../run/presets/preset-files.ts';
import {socketDirectories} from '../server/socket-path.ts';
import type {ConfigFile} from './config/config-files.ts';
import type {Configuration} from './config/configuration.ts';
import {keyOf, originText} from './config/origin.ts';
import {crashFolder} from './crash-file.ts';
import {type TerminalFact, terminalFacts} from './info-terminal.ts';
import {camel} from './option.ts';
import {runOptionTable} from './run-option-table.ts';

/** What `connectop info` tells; as JSON with --json. */
export interface Facts {
	readonly version: string;
	readonly node: string;
	readonly platform: string;
	readonly terminal: readonly TerminalFact[];
	readonly configuration: readonly ConfigFile[];
	readonly paths: ReadonlyArray<{readonly title: string; readonly path: string; readonly found: boolean}>;
	readonly kernels: ReadonlyArray<{readonly id: string; readonly available: boolean; readonly why: string}>;
	/** `origin`: default, flag, the variable's name, or file:line. */
	readonly options: ReadonlyArray<{readonly name: string; readonly value: string; readonly origin: string}>;
}

/** Every place that the program reads or writes by itself, and the one that other programs read. */
const places: ReadonlyArray<readonly [title: string, path: () => string]> = [
	['runs of this directory', () => resolve('runs')],
	['presets', () => presetFolder()],
	['state', () => join(stateHome(), 'connectop')],
	['index of runs', () => join(stateHome(), 'connectop', 'runs.jsonl')],
	['crash reports', crashFolder],
	['control sockets', () => socketDirectories()[0] ?? ''],
	['Python client', () => ofPackage('clients', 'python')],
	['examples', () => ofPackage('fixtures', 'examples')],
];

/** A folder that comes with the package: two levels up from here, one up from the bundle. */
function ofPackage(...folder: readonly string[]): string {
	const up = import.meta.url.endsWith('.ts') ? '../..' : '..';
	return join(import.meta.dirname, up, ...folder);
}

/** Gathers the facts. Looks, and makes nothing. */
export function gatherFacts(configuration: Configuration): Facts {
	return {
		version,
		node: process.version,
		platform: `${process.platform} ${process.arch}`,
		terminal: terminalFacts(configuration),
		configuration: configuration.files,
		paths: places.map(([title, where]) => {
			const path = where();
			return {title, path, found: existsSync(path)};
		}),
		kernels: [{id: 'cpu', available: true, why: 'bit-exact'}, wasm(), gpu()],
		options: optionsOf(configuration),
	};
}

/** Whether wasm has threads and SIMD here. */
function wasm(): Facts['kernels'][number] {
	try {
		compileKernels();
		return {id: 'wasm', available: true, why: `bit-exact; ${coresToUse()} cores to use`};
	} catch (error) {
		return {id: 'wasm', available: false, why: messageOf(error)};
	}
}

/** Whether gl is installed. It is not loaded, which works once a process. */
function gpu(): Facts['kernels'][number] {
	try {
		const path = createRequire(import.meta.url).resolve('gl');
		if (!existsSync(join(dirname(path), 'build', 'Release')))
			return {id: 'gpu', available: false, why: `gl is installed in ${dirname(path)} and not built (README, "GPU")`};
		return {
			id: 'gpu',
			available: true,
			why: `gl is installed in ${path}; a run says whether it has a display and hardware`,
		};
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
		return {id: 'gpu', available: false, why: 'the package gl is not installed (README, "GPU")'};
	}
}

/** Every option that a configuration can set, and what else was given. */
function optionsOf({settings}: Configuration): Facts['options'] {
	const byName = new Set(settings.map(({parameter}) => parameter));
	const resumed = settings.some(({option}) => option.name === 'resume');
	const scenario = settings.some(({option}) => option.name === 'scenario');
	return runOptionTable.flatMap(option => {
		const given = settings.filter(each => each.option === option);
		if (given.length > 0)
			return given.map(each => ({name: keyOf(each), value: String(each.argument), origin: originText(each.origin)}));
		if (option.notInFile !== undefined || option.kind === 'list' || byName.has(option.name)) return [];
		if (resumed && option.held) return [{name: option.name, value: 'as it was saved', origin: 'checkpoint'}];
		const prepared = scenario ? (demo as Readonly<Record<string, unknown>>)[camel(option.name)] : undefined;
		if (prepared !== undefined) return [{name: option.name, value: String(prepared), origin: 'scenario demo'}];
		return [{name: option.name, value: String(option.value ?? option.usual ?? 'none'), origin: 'default'}];
	});
}
