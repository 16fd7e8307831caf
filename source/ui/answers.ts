import {messageOf} from '../base/errors.ts';
import type {RunClient} from '../run/client.ts';
import {listPresets, loadPreset, savePreset} from '../run/presets/preset-files.ts';
import type {Message, Question} from './state.ts';

/** What a run answers to a question about its past, and the user's files to one about presets; never rejects: why there is no answer is a message too. */
export async function answerTo(client: RunClient, question: Question): Promise<Message> {
	try {
		switch (question.type) {
			case 'past-events': {
				const {limit, before} = question;
				return {type: 'past-events', before, limit, events: await client.pastEvents(limit, before)};
			}
			case 'recorders':
				return {type: 'recorders', views: (await client.recorders?.(question.newest)) ?? []};
			case 'history':
				return {type: 'history', slice: await client.metricsHistory(question.window)};
			case 'node':
				return client.parts
					? {type: 'node', report: await client.parts.report(question.text)}
					: {type: 'notice', text: 'the graph is here as a whole'};
			case 'presets':
				return {type: 'presets', presets: await listPresets()};
			case 'preset':
				return {type: 'preset', name: question.name, preset: await loadPreset(question.name)};
			case 'save-preset': {
				const {name, text, replace} = question;
				return {type: 'preset-saved', name, file: await savePreset(name, text, replace)};
			}
			case 'verify':
				return {type: 'verified', check: await client.verifyCheckpoint(question.file), sha256: question.sha256};
			case 'compare': {
				const {a, b, sha256} = question;
				return {type: 'compared', comparison: await client.compareCheckpoints(a, b), sha256};
			}
		}
	} catch (error) {
		return {type: 'failed', question, error: messageOf(error)};
	}
}
