import {ConnectopError} from '../base/errors.ts';
import {readRunDocument} from '../records/run-document.ts';
import {valuesOf} from '../run/parameter-info.ts';
import {liveParameters} from '../run/parameters.ts';
import {changedLine, changesSince} from '../run/presets/changes.ts';
import {presetText} from '../run/presets/preset-text.ts';
import {stageModel} from '../run/replay/stage.ts';
import {surveyJournal} from '../run/replay/survey.ts';
import {settingsSchema} from '../run/settings-schema.ts';
import type {ExportJob} from './export-job.ts';

/**
`connectop export RUN params`: every parameter as it is now, or was at the end, in TOML that `--preset` and `--config` take; at the top what has
changed since the run began or was resumed. Throws `run-document` when run.json is damaged.
*/
export async function exportParams({run, out}: ExportJob): Promise<string> {
	const document = await readRunDocument(run.path);
	const {stretches} = await surveyJournal(run.path);
	const start = stretches.at(-1)?.start;
	if (!start) throw new Error('a journal has a header');
	const parameters = liveParameters(await stageModel(run.path, start));
	const {data: settings, error} = settingsSchema.safeParse(document.settings);
	if (!settings)
		throw new ConnectopError('invalid', 'run-document', `${run.path}: run.json: settings: ${error.issues[0]?.message}`);
	const changes = changesSince(valuesOf(parameters, start.settings), parameters, settings);
	const told = changedLine(changes);
	const remarks = [`parameters of run ${document.id} at tick ${document.lastTick}`, told];
	await out.write(presetText({model: document.model.id, parameters, settings, remarks}));
	return `${parameters.length} parameters, ${told}`;
}
