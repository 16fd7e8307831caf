import {formatValue, type ParameterInfo, parseValue, valueIn} from '../parameter-info.ts';
import type {RunFacts, Settings} from '../protocol.ts';

/** A parameter that is not what it was when the run began. */
export interface ParameterChange {
	readonly parameter: ParameterInfo;
	/** As they are typed. */
	readonly before: string;
	readonly after: string;
}

/** What differs from the start, in the order of the parameters; nothing where the start is not known. */
export function changesSince(
	start: RunFacts['start'],
	parameters: readonly ParameterInfo[],
	settings: Settings,
): readonly ParameterChange[] {
	return parameters.flatMap(parameter => {
		const before = startText(parameter, start);
		const after = formatValue(parameter, valueIn(parameter, settings));
		return before === undefined || before === after ? [] : [{parameter, before, after}];
	});
}

/** What a parameter was at the start, as it is typed; undefined where that is not known. */
export function startText(parameter: ParameterInfo, start: RunFacts['start']): string | undefined {
	const value = start?.[parameter.name];
	if (value === undefined || parameter.kind !== 'boolean') return value === undefined ? undefined : String(value);
	return formatValue(parameter, parseValue(parameter, value));
}

/** One line: `changed: alpha 0.3 → 0.45 · hz 10 → 20`. */
export function changedLine(changes: readonly ParameterChange[]): string {
	if (changes.length === 0) return 'nothing has changed since the start';
	return `changed: ${changes.map(({parameter, before, after}) => `${parameter.name} ${before} → ${after}`).join(' · ')}`;
}

/** The changes as options of a run: `--param alpha=0.45 --param hz=20`. A preset of the model that is none any more can't be asked for. */
export const changedOptions = (changes: readonly ParameterChange[]): string =>
	changes
		.filter(({after}) => after !== 'custom')
		.map(({parameter, after}) => `--param ${parameter.name}=${after}`)
		.join(' ');
