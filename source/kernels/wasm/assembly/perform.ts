// One part of the job that is going on.
import {
	jobClassify,
	jobCount,
	jobEvaluate,
	jobKindAt,
	jobLargest,
	jobSeparate,
	jobStartsAt,
	jobStep,
	jobUnite,
	nodesAt,
} from '../layout';
import {advanceWindow} from './advance';
import {classify} from './classify';
import {countMembers, findLargest, separate, unite} from './components';
import {evaluate} from './evaluate';
import {sumWindow} from './sums';

export function perform(part: i32, thread: i32): void {
	const starts = <usize>load<u32>(jobStartsAt) + ((<usize>part) << 2);
	const first = load<i32>(starts);
	const last = load<i32>(starts, 4);
	const kind = load<i32>(jobKindAt);
	if (kind == jobStep) step(first, last);
	else if (kind == jobClassify) classify(first, last);
	else if (kind == jobEvaluate) evaluate(first, last, thread);
	else if (kind == jobSeparate) separate(first, last);
	else if (kind == jobUnite) unite(first, last, thread);
	else if (kind == jobCount) countMembers(first, last);
	else if (kind == jobLargest) findLargest(first, last, thread);
}

/** Windows `first` … `last` − 1. */
function step(first: i32, last: i32): void {
	const slices = (load<i32>(nodesAt) + 7) >> 3;
	for (let window = first; window < last; window++) {
		sumWindow(window, slices);
		advanceWindow(window);
	}
}
