import type {Argv} from 'yargs';
import {ConnectopError} from '../base/errors.ts';
import {didYouMean} from '../base/nearest-name.ts';
import {type LogName, logNames} from '../records/follow-names.ts';
import {pictureWays} from '../ui/picture-ways.ts';
import {type Arguments, checkForms, refusedChoice} from './arguments.ts';
import {type Exporter, exporters} from './export-formats.ts';
import type {ExportJob} from './export-job.ts';

const text = {type: 'string', requiresArg: true} as const;
const number = {requiresArg: true} as const;

/** Sides of a picture, pixels: below it nothing can be read, above it the rasteriser takes gigabytes. */
const sides = [400, 8000] as const;

const names = Object.keys(exporters);
const list = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;

/** The options of `connectop export`. */
export const exportOptions = (yargs: Argv): Argv =>
	yargs
		.positional('run', {type: 'string', describe: 'directory, id, name, start of an id, or latest'})
		.positional('format', {
			type: 'string',
			describe: Object.entries(exporters)
				.map(([name, {about}]) => `${name}: ${about}`)
				.join('; '),
		})
		.option('output', {...text, alias: 'o', describe: 'the file to write [stdout]'})
		.option('force', {type: 'boolean', describe: 'replace a file that exists'})
		.option('log', {
			...text,
			choices: Object.keys(logNames),
			describe: 'csv, jsonl: which log [csv: metrics, jsonl: events]',
		})
		.option('picture', {...text, choices: ['connectome', 'dashboard'], describe: 'png: which picture [connectome]'})
		.option('show', {
			type: 'boolean',
			describe: 'png: show the picture in the terminal where it can, else say where it is',
		})
		.option('pictures', {
			...text,
			choices: pictureWays,
			describe: 'png: how --show shows it [auto: the terminal is asked]',
		})
		.option('at', {...number, describe: 'png, graphml: the checkpoint nearest at or before this tick [the newest]'})
		.option('width', {...number, describe: 'png: pixels [1400; dashboard 1600]'})
		.option('height', {...number, describe: 'png: pixels [1400; dashboard 1000]'});

/** What `connectop export` is asked for. */
export interface ExportRequest extends Omit<ExportJob, 'run' | 'out' | 'note'> {
	readonly run: string;
	readonly exporter: Exporter;
	/** The file; stdout when left out. */
	readonly output: string | undefined;
	readonly force: boolean;
	/** How it is to be shown in the terminal; undefined: not at all. */
	readonly show: (typeof pictureWays)[number] | undefined;
}

/** Reads the options. Throws usage errors that name the option. */
export function readExportRequest(args: Arguments): ExportRequest {
	checkForms(args, [], ['force', 'show']);
	const {run, format, output} = args as Readonly<Record<string, string | undefined>>;
	if (run === undefined || format === undefined)
		throw usage(
			`export: give a run and a format (${list}), as in connectop export latest ${run !== undefined && run in exporters ? run : 'csv'}`,
		);
	const exporter = Object.hasOwn(exporters, format) ? exporters[format] : undefined;
	if (!exporter) throw usage(`export ${format}: use one of ${names.join(', ')}${didYouMean(format, names)}`);
	for (const option of ['log', 'picture', 'at', 'width', 'height', 'show', 'pictures'] as const) {
		if (args[option] === undefined || args[option] === false || exporter.takes.includes(option)) continue;
		const others = names.filter(name => exporters[name]?.takes.includes(option));
		throw usage(`--${option}: means nothing to ${format}; it is for ${others.join(' and ')}`);
	}
	const ways: readonly unknown[] = pictureWays;
	const way = args['pictures'];
	if (way !== undefined && !ways.includes(way)) throw refusedChoice('--pictures', String(way), pictureWays);
	return {
		run,
		exporter,
		output,
		force: args['force'] === true,
		show: args['show'] === true || way !== undefined ? ((way ?? 'auto') as ExportRequest['show']) : undefined,
		log: args['log'] as LogName | undefined,
		picture: (args['picture'] ?? 'connectome') as ExportJob['picture'],
		at: wholeNumber('at', args['at'], 0, Number.MAX_SAFE_INTEGER),
		width: wholeNumber('width', args['width'], ...sides),
		height: wholeNumber('height', args['height'], ...sides),
	};
}

function wholeNumber(option: string, value: unknown, low: number, high: number): number | undefined {
	if (value === undefined) return undefined;
	const number = Number(value);
	if (Number.isInteger(number) && number >= low && number <= high) return number;
	const allowed = high === Number.MAX_SAFE_INTEGER ? `from ${low}` : `from ${low} to ${high}`;
	throw usage(`--${option} ${String(value)}: use a whole number ${allowed}`);
}

const usage = (message: string) => new ConnectopError('usage', 'usage', message);
