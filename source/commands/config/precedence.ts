import {builtInModels} from '../../dynamics/models.ts';
import type {Setting} from './origin.ts';
import {belongsToModel, slotOf} from './slot.ts';

/** What one origin sets. */
export type Layer = readonly Setting[];

const generated = ['neurons', 'k', 'topology'];
const ofFile = ['undirected', 'unweighted'];

/** What else an option replaces where it stands nearer: the other ways to say the same. */
const replaced: Readonly<Record<string, readonly string[]>> = {
	graph: generated,
	engine: ['model', 'equations', 'kernel', 'exact', 'gpu-mode', 'threads', 'init', 'noise', 'coupling'],
	...Object.fromEntries(generated.map(name => [name, ['graph']])),
	once: ['steps', 'duration'],
};

/**
The settings in force of layers, the nearest first. A nearer one takes along what belongs to the farther one that it replaces: a graph the generated
one, a model what another model needed, a preset the parameters that it sets. With `resume`, what a checkpoint holds is taken from there and not from
a file.
*/
export function inForce(layers: readonly Layer[]): readonly Setting[] {
	const taken: Setting[] = [];
	const model = modelOf(layers);
	for (const [i, layer] of layers.entries()) {
		const nearer = new Set(taken.flatMap(takenSlots));
		const resumes = nearer.has('resume') || layer.some(({option}) => option.name === 'resume');
		const otherModel = modelOf(layers.slice(i)) !== model;
		const otherGraph = nearer.has('graph') && layer.some(({option}) => option.name === 'graph');
		const kept = layer.filter(
			each =>
				!nearer.has(slotOf(each)) &&
				!(otherModel && belongsToModel(each)) &&
				!(otherGraph && ofFile.includes(each.option.name)) &&
				!(
					resumes &&
					each.origin.kind === 'file' &&
					!each.origin.asked &&
					(each.option.held || each.option.name === 'name')
				),
		);
		taken.push(...kept);
	}
	const hasGraph = taken.some(({option}) => option.name === 'graph');
	return taken.filter(
		({option, origin}) => hasGraph || origin.kind === 'flag' || !ofFile.includes(option.name), // how a file is read, if there is one
	);
}

/** What the model of a run on an engine is called, whichever engine it is. */
export const engineModelId = 'external';

/** The model that layers ask for. */
export function modelOf(layers: readonly Layer[]): string {
	if (layers.flat().some(({option}) => option.name === 'engine')) return engineModelId;
	const setting = layers.flat().find(({option}) => option.name === 'model');
	return setting === undefined ? builtInModels[0].id : String(setting.argument);
}

function takenSlots(setting: Setting): readonly string[] {
	const {option, argument} = setting;
	const presets = builtInModels.find(each => each.presets?.title === option.name)?.presets;
	const values = presets?.names.includes(String(argument)) ? Object.keys(presets.values(String(argument))) : [];
	return [slotOf(setting), ...(replaced[option.name] ?? []), ...values.map(name => `param.${name}`)];
}
