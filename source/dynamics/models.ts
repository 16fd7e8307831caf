import {ConnectopError} from '../base/errors.ts';
import {didYouMean} from '../base/nearest-name.ts';
import {linearRateModel} from './linear-rate/model.ts';
import type {Model} from './model.ts';
import {voidModel} from './void/model.ts';

/** The built-in models; the first is the default. */
export const builtInModels: readonly [Model, ...Model[]] = [voidModel, linearRateModel];

/** A built-in model by its id. Throws a usage error that lists them. */
export function builtInModel(id: string): Model {
	const model = builtInModels.find(each => each.id === id);
	if (model) return model;
	const known = builtInModels.map(each => each.id);
	throw new ConnectopError(
		'usage',
		'model',
		`--model: "${id}" is unknown; use one of ${known.join(', ')}, or a file ending in .mjs, .js or .ts${didYouMean(id, known)}`,
	);
}
