import process from 'node:process';
import type {CommandModule} from 'yargs';
import {checkOptions} from '../run/options.ts';
import type {Arguments} from './arguments.ts';
import {defaultConfig} from './config/default-config.ts';
import {configured} from './configured.ts';
import type {Facts} from './info-facts.ts';
import {defineOptions} from './option.ts';
import {runOptionTable} from './run-option-table.ts';
import {readRunOptions} from './run-options.ts';

/** `connectop info`: every path and setting in force, and where it comes from. */
export const infoCommand: CommandModule = {
	command: 'info',
	describe: 'show every path and setting in force, and where it comes from',
	builder: yargs =>
		runOptionTable
			.reduce((all, {name}) => all.hide(name), defineOptions(yargs, runOptionTable))
			.option('json', {type: 'boolean', describe: 'one JSON object on stdout'})
			.option('default-config', {type: 'boolean', describe: 'a configuration file with every option, as comments'})
			.usage('$0 info\n\nTakes every option of connectop run as well, to show what would come of it.')
			.example('$0 info', 'what connectop run would do in this directory')
			.example('$0 info --default-config > connectop.toml', 'a configuration file to begin with')
			.example('CONNECTOP_HZ=20 $0 info --theme light', 'options of the environment and of the command line'),
	handler: args => show(args as Arguments),
};

async function show(flags: Arguments): Promise<void> {
	if (flags['defaultConfig'] === true) {
		process.stdout.write(defaultConfig());
		return;
	}
	await configured(flags, async configuration => {
		checkOptions(readRunOptions(configuration.args));
		const {gatherFacts} = await import('./info-facts.ts');
		const facts = gatherFacts(configuration);
		process.stdout.write(flags['json'] === true ? `${JSON.stringify(facts)}\n` : asText(facts));
	});
}

function asText({version, node, platform, terminal, configuration, paths, kernels, options}: Facts): string {
	const sections: ReadonlyArray<readonly [title: string, rows: ReadonlyArray<readonly string[]>]> = [
		[
			'Program',
			[
				['connectop', version],
				['Node', node],
				['platform', platform],
			],
		],
		['Terminal', terminal.map(({name, value, why}) => [name, value, why])],
		[
			'Configuration files, the nearest first',
			configuration.length === 0
				? [['none', '--no-config']]
				: configuration.map(each => [each.path, there(each.found)]),
		],
		['Paths', paths.map(({title, path, found}) => [title, path, there(found)])],
		['Kernels', kernels.map(({id, available, why}) => [id, available ? 'there' : 'not there', why])],
		['Options', options.map(({name, value, origin}) => [name, value, origin])],
	];
	return sections.map(([title, rows]) => `${title}\n${table(rows)}`).join('\n');
}

const there = (found: boolean): string => (found ? 'there' : 'not there');

/** Columns as wide as what stands in them; one cell that is very long widens nothing but its own row. */
function table(rows: ReadonlyArray<readonly string[]>): string {
	const widest = (column: number) => Math.max(0, ...rows.map(row => Math.min(48, row[column]?.length ?? 0)));
	const widths = [0, 1, 2].map(widest);
	return rows
		.map(
			row =>
				`  ${row
					.map((cell, column) => cell.padEnd(widths[column] ?? 0))
					.join('  ')
					.trimEnd()}\n`,
		)
		.join('');
}
