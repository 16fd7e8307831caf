import {existsSync} from 'node:fs';
import {dirname} from 'node:path';
import {isModelFile} from '../../run/load-model.ts';
import {presetFile, presetFolder} from '../../run/presets/preset-files.ts';
import {readConfigFile} from './config-files.ts';
import type {Environment} from './environment.ts';
import {originText, type Setting} from './origin.ts';
import type {Layer} from './precedence.ts';
import {readConfigText} from './read-file.ts';
import {refusal} from './refusal.ts';

/** Whether `--preset` names a file and no preset of the user's. */
const isPath = (asked: string): boolean => asked.includes('/') || /\.toml$/i.test(asked);

/**
What `--preset NAME|FILE` sets, as a file that was asked for. `nearer`: what goes before it, whose model it has to be of. Throws one line, `config`,
when there is no such preset, or when it is of another model.
*/
export function presetLayer(asked: string, environment: Environment, nearer: readonly Layer[]): Layer {
	const file = isPath(asked) ? asked : presetFile(asked, environment);
	if (!isPath(asked) && !existsSync(file))
		throw refusal(
			`--preset ${asked}: there is no preset of this name in ${presetFolder(environment)}; a file is given as ./FILE.toml`,
		);
	const layer = readConfigText({file, text: readConfigFile(file), folder: dirname(file)}).map(named);
	const wanted = nearer.flat().find(({option}) => option.name === 'model');
	const resumed = nearer.flat().some(({option}) => option.name === 'resume');
	return layer.flatMap(setting => {
		if (setting.option.name !== 'model') return [setting];
		if (resumed) return []; // the checkpoint says which model it is of
		if (wanted === undefined || wanted.argument === setting.argument) return [setting];
		// A model of one's own is named by its file, a preset by the id that stands in it.
		if (isModelFile(String(wanted.argument))) return [{...setting, argument: wanted.argument}];
		throw refusal(
			`${originText(setting.origin)}: model = ${setting.written}: the run is asked to be of ${String(wanted.argument)}; a preset of another model does not fit`,
		);
	});
}

const named = (setting: Setting): Setting =>
	setting.origin.kind === 'file' ? {...setting, origin: {...setting.origin, asked: true}} : setting;
