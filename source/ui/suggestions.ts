import {formatValue, type ParameterInfo, valueIn} from '../run/parameter-info.ts';
import type {Settings} from '../run/protocol.ts';

interface Known {
	readonly settings: Settings;
	readonly parameters: readonly ParameterInfo[];
}

/** Parameters that fit what has been typed: those that start with it, then those that hold it. */
export function suggestions(draft: string, {parameters}: Known): readonly ParameterInfo[] {
	const word = draft.trimStart().split(/[\s=]/, 1)[0]?.toLowerCase() ?? '';
	const starts = parameters.filter(each => each.name.toLowerCase().startsWith(word));
	return [...starts, ...parameters.filter(each => !starts.includes(each) && each.name.toLowerCase().includes(word))];
}

/** What tab makes of a draft: the name completed as far as it is clear, or the choice of a value. */
export function complete(draft: string, known: Known): string {
	const [name = '', value] = draft.trimStart().split(/[\s=]+/);
	const fitting = suggestions(draft, known);
	const exact = fitting.find(each => each.name.toLowerCase() === name.toLowerCase());
	if (exact && value !== undefined) {
		const choices = (exact.kind === 'boolean' ? ['on', 'off'] : (exact.choices ?? [])).filter(each =>
			each.startsWith(value),
		);
		return choices.length === 0 ? draft : `${exact.name} ${commonStart(choices)}`;
	}
	const starting = fitting
		.filter(each => each.name.toLowerCase().startsWith(name.toLowerCase()))
		.map(each => each.name);
	const names = starting.length > 0 ? starting : fitting.map(each => each.name);
	if (names.length === 0) return draft;
	return names.length === 1 ? `${names[0]} ` : starting.length > 0 ? commonStart(names) : draft;
}

/** `name value` of a parameter, as it is typed, for the line over the prompt. */
export const describe = (parameter: ParameterInfo, settings: Settings): string =>
	`${parameter.name} ${formatValue(parameter, valueIn(parameter, settings))}`;

function commonStart([first = '', ...others]: readonly string[]): string {
	let length = first.length;
	for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
	return first.slice(0, length);
}
