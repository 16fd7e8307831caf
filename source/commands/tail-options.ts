import type {Argv} from 'yargs';
import {ConnectopError, messageOf} from '../base/errors.ts';
import {type LogName, logNames} from '../records/follow-names.ts';
import {type Arguments, checkForms} from './arguments.ts';

const text = {type: 'string', requiresArg: true} as const;
const levels = ['info', 'warn', 'error'] as const;

/** The options of `connectop tail`. */
export const tailOptions = (yargs: Argv): Argv =>
	yargs
		.positional('run', {type: 'string', describe: 'directory, id, name, start of an id, or latest [latest]'})
		.option('follow', {type: 'boolean', alias: 'f', describe: 'go on with what comes until the run ends'})
		.option('lines', {...text, alias: 'n', describe: 'how many of the newest rows to begin with, or all [20]'})
		.option('filter', {
			...text,
			describe: 'only rows whose line matches this regular expression; with ! in front those that do not',
		})
		.option('invert', {type: 'boolean', describe: 'only rows whose line does not match --filter'})
		.option('level', {...text, choices: levels, describe: 'only events of this level or a graver one'})
		.option('log', {...text, choices: Object.keys(logNames), describe: 'which log [events]'})
		.option('json', {type: 'boolean', describe: 'the rows as they stand in the file, one JSON object a line'})
		.option('color', {
			...text,
			choices: ['auto', 'none', '16', '256', 'truecolor'],
			describe: 'colours [auto]',
		});

/** What `connectop tail` is asked for. */
export interface TailRequest {
	readonly run: string;
	readonly follow: boolean;
	/** Infinity for all. */
	readonly lines: number;
	readonly log: LogName;
	readonly json: boolean;
	/** Whether a row's level is asked for. */
	takesLevel(level: unknown): boolean;
	/** Whether a printed line is asked for. */
	takesLine(line: string): boolean;
	/** Every row is asked for. */
	readonly everything: boolean;
}

/** Reads the options. Throws usage errors that name the option. */
export function readTailRequest(args: Arguments): TailRequest {
	checkForms(args, [], ['follow', 'invert', 'json']);
	const log = (args['log'] ?? 'events') as LogName;
	const given = args['filter'] === undefined ? undefined : String(args['filter']);
	const filter = given === undefined ? undefined : expression(given.replace(/^!/, ''));
	const invert = (args['invert'] === true) !== (given?.startsWith('!') ?? false);
	if (args['invert'] === true && !filter)
		throw usage('--invert: shows what --filter does not match; give --filter as well');
	const least = levels.indexOf(args['level'] as (typeof levels)[number]);
	if (least >= 0 && log !== 'events') throw usage(`--level: rows of the log ${log} have no level; only events have`);
	return {
		run: args['run'] === undefined ? 'latest' : String(args['run']),
		follow: args['follow'] === true,
		lines: lineCount(args['lines']),
		log,
		json: args['json'] === true,
		takesLevel: level => least < 0 || levels.indexOf(level as (typeof levels)[number]) >= least,
		takesLine: line => !filter || filter.test(line) !== invert,
		everything: !filter && least < 0,
	};
}

function lineCount(given: unknown): number {
	if (given === undefined) return 20;
	if (given === 'all') return Number.POSITIVE_INFINITY;
	if (/^\d{1,15}$/.test(String(given))) return Number(given);
	throw usage(`--lines ${String(given)}: use a whole number from 0, or all`);
}

function expression(filter: string): RegExp {
	try {
		return new RegExp(filter);
	} catch (error) {
		const why = messageOf(error).replace(/^.*: /s, '').toLowerCase();
		throw usage(`--filter '${filter}': is no regular expression: ${why}`);
	}
}

const usage = (message: string) => new ConnectopError('usage', 'usage', message);
