import {count, decimal, percent} from '../../draw/number.ts';
import {clean} from '../../draw/text.ts';
import type {CheckpointEntry} from '../../run/client.ts';
import type {CheckpointComparison} from '../../run/past.ts';
import {checkKey} from '../saved-checks.ts';
import type {SavedState} from '../state.ts';
import {wrap} from './wrap.ts';

/** A line of the panel beside the list, and what it is to be drawn as. */
export interface DetailLine {
	readonly text: string;
	readonly tone: 'title' | 'quiet' | 'bad' | 'good' | 'plain';
}

/** What is known of the chosen checkpoint, then how the last two that were compared differ; lines of at most `inner` cells. */
export function checkpointDetail(
	{marked, comparison, checks}: SavedState,
	entry: CheckpointEntry | undefined,
	nodes: number,
	inner: number,
	ascii: boolean,
): readonly DetailLine[] {
	const lines: DetailLine[] = [];
	const say = (text: string, tone: DetailLine['tone'] = 'plain') => {
		for (const piece of wrap(clean(text, ascii), inner)) lines.push({text: piece, tone});
	};
	if (entry) {
		say(entry.file, 'title');
		say(`sha256 ${entry.sha256}`, 'quiet');
		const check = checks[checkKey(entry)];
		if (check === 'reading') say('its file is being read', 'quiet');
		else if (check) say(check.detail, check.ok ? 'good' : 'bad');
		else say('v reads its file anew and says whether it is what was saved', 'quiet');
		say('');
	}
	if (marked !== undefined) say(`${marked} is marked: m on another one compares the two`);
	else if (!comparison) say('m marks a checkpoint, and a second one to compare it with', 'quiet');
	if (comparison) compared(comparison, nodes, say);
	return lines;
}

function compared(
	{a, b, variables, settings}: CheckpointComparison,
	nodes: number,
	say: (text: string, tone?: DetailLine['tone']) => void,
): void {
	say(`${a} → ${b}`, 'title');
	for (const [name, {largest, largestNode, rms, meanA, meanB, nodes: differing}] of Object.entries(variables)) {
		if (differing === 0) {
			say(`${name}: the same in every node, mean ${decimal(meanA)}`);
			continue;
		}
		say(`${name}: ${count(differing)} nodes differ, ${percent(differing / Math.max(1, nodes))}`);
		say(`  mean ${decimal(meanA)} → ${decimal(meanB)}`);
		say(`  largest difference ${decimal(largest)} at node ${largestNode}`);
		say(`  root mean square ${decimal(rms)}`);
	}
	if (settings.length === 0) say('no parameter differs', 'quiet');
	for (const [name, before, after] of settings) say(`${name} ${before} → ${after}`);
}
