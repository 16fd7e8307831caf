import {ConnectopError} from '../../base/errors.ts';
import {nearestName} from '../../base/nearest-name.ts';
import {readPair} from '../model-options.ts';
import type {Option} from '../option.ts';
import {findOption, runOptionTable} from '../run-option-table.ts';
import {argumentOfText} from './argument.ts';
import type {Setting} from './origin.ts';
import {converted} from './read-file.ts';
import {refusal} from './refusal.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const prefix = 'CONNECTOP_';

/** Read by other parts of the program and its tests. */
const ownNames: readonly string[] = ['OPERATOR_KEY', 'BUILT', 'OLD_NODE'];

/** What Kubernetes sets in every container where a service is called connectop. */
const ofKubernetes = /^(SERVICE_(HOST|PORT)|PORT)(_|$)/;

/** The variable that sets an option: `CONNECTOP_STIM_GAIN`. */
export const variableOf = (name: string): string => `${prefix}${name.replaceAll('-', '_').toUpperCase()}`;

/**
What the environment sets. An empty variable is as good as none; one that nothing knows is told to `warn` and changes nothing. Throws one line,
`config`, for a value of the wrong kind.
*/
export function readEnvironment(environment: Environment, warn: (line: string) => void): readonly Setting[] {
	return Object.entries(environment).flatMap(([variable, text = '']) => {
		if (!variable.startsWith(prefix) || text === '') return [];
		const rest = variable.slice(prefix.length);
		const option = findOption(rest.toLowerCase().replaceAll('_', '-'));
		if (option && variable === variable.toUpperCase()) return settingsOf(option, variable, text);
		if (!ownNames.includes(rest) && !ofKubernetes.test(rest)) warn(unknown(variable));
		return [];
	});
}

function settingsOf(option: Option, variable: string, text: string): readonly Setting[] {
	const origin = {kind: 'environment', variable} as const;
	const setting = {option, argument: undefined, written: text, origin};
	if (option.kind !== 'list') return [{...setting, argument: converted(setting, () => argumentOfText(option, text))}];
	return text
		.split(/[\s,]+/)
		.filter(each => each !== '')
		.map(pair => {
			const [parameter, argument] = pairOf(pair, `${variable}=${text}`);
			return {...setting, parameter, argument};
		});
}

function pairOf(pair: string, written: string): readonly [string, string] {
	try {
		return readPair(pair);
	} catch (error) {
		if (!(error instanceof ConnectopError)) throw error;
		throw refusal(`${written}: use NAME=VALUE, such as alpha=0.3, separated by commas`, error);
	}
}

function unknown(variable: string): string {
	const near = nearestName(
		variable.toUpperCase(),
		runOptionTable.map(({name}) => variableOf(name)),
	);
	return `${variable}: there is no such option${near === undefined ? '' : `; did you mean ${near}?`}`;
}
