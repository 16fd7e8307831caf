import {graphRows, modelRows} from './field-options.ts';
import {modelOptions} from './model-options.ts';
import type {Option} from './option.ts';
import {groups, type Row} from './option-rows.ts';
import {inputRows, paceRows, recordsRows} from './pace-options.ts';
import {configurationRows, screenRows, serverRows} from './screen-options.ts';

export {groups} from './option-rows.ts';

const under = (group: string, rows: readonly Row[]): readonly Option[] => rows.map(row => ({...row, group}));

const screen = under(groups.screen, screenRows);
const server = under(groups.server, serverRows);
const configuration = under(groups.configuration, configurationRows);

/**
Every option of `connectop run`, in the order of the help: `--help`, the configuration, `info`, its default file, completion and the
documents are made from this list. Defaults are told in words: an option that is not given comes from the checkpoint that is resumed.
*/
export const runOptionTable: readonly Option[] = [
	...under(groups.graph, graphRows),
	...under(groups.model, modelRows),
	...under(groups.pace, paceRows),
	...under(groups.records, recordsRows),
	...under(groups.input, inputRows),
	...screen,
	...server,
	...configuration,
	...modelOptions(groups.model),
];

/** The option of that name or alias. */
export const findOption = (name: string): Option | undefined =>
	runOptionTable.find(each => each.name === name || each.alias === name);

/** Those that say how a screen looks, for the verbs that show one. */
export const screenOptions: readonly Option[] = [
	...screen.filter(({name}) => name !== 'ui' && name !== 'utd-stdout'),
	...configuration,
];

/** Those that say where an API listens. */
export const apiOptions: readonly Option[] = [...server.filter(({name}) => name.startsWith('api-')), ...configuration];
