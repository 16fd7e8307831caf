import {exportScript} from '../run/replay/export-script.ts';
import type {ExportJob} from './export-job.ts';

/** `connectop export RUN script`: the run again, as a shell script. Throws what `exportScript` throws. */
export async function exportShellScript({run, out}: ExportJob): Promise<string> {
	const script = await exportScript(run.path);
	await out.write(script);
	return `a shell script of ${script.split('\n').length - 1} lines`;
}
