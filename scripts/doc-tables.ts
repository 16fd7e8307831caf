import type {Argv, Options} from 'yargs';
import {benchOptions} from '../source/commands/bench-options.ts';
import {runOptions} from '../source/commands/run-options.ts';
import type {Model} from '../source/dynamics/model.ts';
import {builtInModels} from '../source/dynamics/models.ts';
import {formatValue, valueIn} from '../source/run/parameter-info.ts';
import {type LiveParameter, liveParameters} from '../source/run/parameters.ts';
import {startSettings} from '../source/run/settings.ts';
import {allowed} from '../source/ui/allowed.ts';
import type {Binding} from '../source/ui/binding.ts';
import {ownBindings} from '../source/ui/bindings.ts';
import {exampleOf, fieldsOf} from '../source/ui/command-fields.ts';
import {commonBindings} from '../source/ui/common-bindings.ts';
import {type PaletteCommand, replayCommands, screenCommands} from '../source/ui/palette-commands.ts';

/** Documents that hold generated tables, relative to the repository. */
export const documents = [
	'README.md',
	'docs/models.md',
	'docs/keys.md',
	'docs/options.md',
	'docs/performance.md',
] as const;

/** An option of `connectop run` as yargs is told of it. */
export interface DocumentedOption extends Options {
	readonly name: string;
}

/** Every option of `connectop run`, in the order of `--help`. */
export const documentedOptions = (): readonly DocumentedOption[] => optionsOf(runOptions);

/** The options that a command tells yargs of. */
function optionsOf(tell: (yargs: Argv) => unknown): readonly DocumentedOption[] {
	const found: DocumentedOption[] = [];
	const recorder = {
		option(name: string, options: Options) {
			found.push({...options, name});
			return recorder;
		},
	};
	tell(recorder as unknown as Argv);
	return found;
}

/** What stands between `<!-- table NAME -->` and `<!-- end -->`, by name. */
const tables: ReadonlyMap<string, () => string> = new Map([
	['keys-common', () => keysTable(commonBindings)],
	...Object.entries(ownBindings).map(([view, own]) => [`keys-${view}`, () => keysTable(own)] as const),
	['commands', () => commandsTable(screenCommands)],
	['replay-commands', () => commandsTable(replayCommands)],
	['options', optionsTable],
	['bench-options', () => groupTable(optionsOf(benchOptions))],
	['settings', () => parametersTable(builtInModels[0], parameter => !ofModel(builtInModels[0], parameter))],
	...builtInModels.map(model => [model.id, () => parametersTable(model, each => ofModel(model, each))] as const),
]);

/** Names of the tables. */
export const tableNames: readonly string[] = [...tables.keys()];

const marked = /(<!-- table (\S+)[^\n]*-->\n)([\s\S]*?)(<!-- end -->)/g;

/** A document with its tables as the program's own lists have them now. Throws when a table is unknown. */
export function withTables(text: string): string {
	return text.replaceAll(marked, (_, begin: string, name: string, _old: string, end: string) => {
		const table = tables.get(name);
		if (!table) throw new Error(`no table is called ${name}; there are ${[...tables.keys()].join(', ')}`);
		return `${begin}\n${table()}\n\n${end}`;
	});
}

function keysTable(bindings: readonly Binding[]): string {
	return rows(
		['Key', 'What it does'],
		bindings.map(({shown, title}) => [code(shown), title]),
	);
}

/** Commands as the palette takes them. */
function commandsTable(commands: readonly PaletteCommand[]): string {
	return rows(
		['Command', 'What it does', 'Arguments', 'As it is typed'],
		commands.map(spec => [
			code(spec.id),
			spec.title,
			fieldsOf(spec)
				.map(
					({name, required, description}) =>
						`${code(name)}${required ? '' : '?'}${description === '' ? '' : `: ${description}`}`,
				)
				.join('; '),
			code(exampleOf(spec)),
		]),
	);
}

function optionsTable(): string {
	const options = documentedOptions();
	const groups = [...new Set(options.map(each => each.group ?? ''))];
	return groups
		.map(group => `**${group.replace(/:$/, '')}**\n\n${groupTable(options.filter(each => each.group === group))}`)
		.join('\n\n');
}

/** Defaults stand at the end of the description, in brackets. */
function groupTable(options: readonly DocumentedOption[]): string {
	return rows(
		['Option', 'What it does', 'Default'],
		options.map(({name, alias, describe, choices = []}) => {
			const [, what = String(describe), value = ''] = /^(.*) \[([^\]]*)\]$/.exec(String(describe)) ?? [];
			const unsaid = choices.some(choice => !what.includes(String(choice))) ? `: ${choices.join(', ')}` : '';
			return [[name, ...[alias ?? []].flat()].map(each => code(dashed(each))).join(', '), what + unsaid, value];
		}),
	);
}

const dashed = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);

const ofModel = ({parameters, presets}: Model, {name}: LiveParameter): boolean =>
	name === presets?.title || parameters.some(each => each.name === name);

function parametersTable(model: Model, wanted: (parameter: LiveParameter) => boolean): string {
	const settings = startSettings(model, {}, undefined);
	return rows(
		['Name', 'What it is', 'Unit', 'Allowed', 'Default'],
		liveParameters(model)
			.filter(wanted)
			.map(each => [code(each.name), each.title, each.unit, allowed(each), formatValue(each, valueIn(each, settings))]),
	);
}

function rows(titles: readonly string[], lines: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
	return [line(titles), line(titles.map(() => '---')), ...lines.map(line)].join('\n');
}

const code = (text: string): string => `\`${text}\``;
