import {existsSync} from 'node:fs';
import {dirname} from 'node:path';
import type {ConnectopError} from '../../base/errors.ts';
import {isModelFile} from '../../run/load-model.ts';
import {presetFile, presetFolder} from '../../run/presets/preset-files.ts';
import {readConfigFile} from './config-files.ts';
import type {Environment} from './environment.ts';
import {originText, type Setting} from './origin.ts';
import {engineModelId, type Layer} from './precedence.ts';
import {readConfigText} from './read-file.ts';
import {refusal} from './refusal.ts';

/** Whether `--preset` names a file and no preset of the user's. */
const isPath = (asked: string): boolean => asked.includes('/') || /\.toml$/i.test(asked);

/**
What `--preset NAME|FILE` sets, as a file that was asked for: for the model, or the engine, that is asked for. `nearer`: what goes before it. Throws one
line, `config`, when there is no such preset, or when it is of another model.
*/
export function presetLayer(asked: string, environment: Environment, nearer: readonly Layer[]): Layer {
	const file = isPath(asked) ? asked : presetFile(asked, environment);
	if (!isPath(asked) && !existsSync(file))
		throw refusal(
			`--preset ${asked}: there is no preset of this name in ${presetFolder(environment)}; a file is given as ./FILE.toml`,
		);
	const layer = readConfigText({file, text: readConfigFile(file), folder: dirname(file)}).map(named);
	const given = (name: string) => nearer.flat().find(({option}) => option.name === name);
	const rest = layer.filter(({option}) => option.name !== 'model');
	if (given('resume')) return rest; // the checkpoint says which model it is of
	const wanted = given('engine') ?? given('model');
	const own = layer.find(({option}) => option.name === 'model');
	if (own && !fits(own, wanted)) throw otherModel(own, wanted);
	if (wanted) return [...rest, wanted];
	return layer;
}

/** Whether a preset of that model fits what is asked for. A model of one's own is named by its file, a preset by the id that stands in it. */
function fits({argument}: Setting, wanted: Setting | undefined): boolean {
	if (argument === engineModelId || wanted?.option.name === 'engine')
		return argument === engineModelId && wanted?.option.name === 'engine';
	return wanted === undefined || wanted.argument === argument || isModelFile(String(wanted.argument));
}

function otherModel({origin, written, argument}: Setting, wanted: Setting | undefined): ConnectopError {
	const said = `${originText(origin)}: model = ${written}: `;
	if (argument === engineModelId)
		return refusal(`${said}it was saved from a run on an engine; --engine COMMAND says on which to run`);
	const of = wanted?.option.name === 'engine' ? 'on an engine' : `of ${String(wanted?.argument)}`;
	return refusal(`${said}the run is asked to be ${of}; a preset of another model does not fit`);
}

const named = (setting: Setting): Setting =>
	setting.origin.kind === 'file' ? {...setting, origin: {...setting.origin, asked: true}} : setting;
