import {builtInModels} from '../../dynamics/models.ts';
import {liveParameters} from '../../run/parameters.ts';
import {findOption} from '../run-option-table.ts';
import type {Setting} from './origin.ts';

/** Parameters of every run, whatever its model: `hz`, `noise-amplitude`. */
const ofEveryRun: ReadonlySet<string> = new Set(
	liveParameters(builtInModels[0]).flatMap(({name, place}) =>
		'setting' in place && place.setting !== 'preset' ? [name] : [],
	),
);

/**
What a setting sets: values for the same slot replace each other, however they were written. `--diffusion`, `--param diffusion=` and a file's
`param.diffusion` are one slot, and so are `--hz` and `param.hz`.
*/
export function slotOf({option, parameter}: Setting): string {
	if (parameter === undefined)
		return option.ofModel?.parameter === undefined ? option.name : `param.${option.ofModel.parameter}`;
	const own = findOption(parameter);
	return own && !own.ofModel?.parameter && (ofEveryRun.has(parameter) || own.ofModel) ? own.name : `param.${parameter}`;
}

/** Whether a setting has no meaning, or another one, under another model. */
export const belongsToModel = ({option, parameter}: Setting): boolean =>
	parameter === undefined ? option.ofModel !== undefined : !ofEveryRun.has(parameter);
