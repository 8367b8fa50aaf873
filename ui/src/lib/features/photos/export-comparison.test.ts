import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhotoItem } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';
import ExportComparison from './ExportComparison.svelte';

const { ipc } = vi.hoisted(() => ({ ipc: { exportComparison: vi.fn() } }));
vi.mock('#lib/ipc/client.ts', () => ({ ipc }));

const photo = (id: string) => ({ id }) as unknown as PhotoItem;
const shown = (choices = { record: true, teaching: false, marketing: false }) => {
  render(ExportComparison, { left: photo('left'), right: photo('right'), choices, onclose: vi.fn(), onexported: vi.fn() });
};

async function saved(as?: string): Promise<unknown> {
  const user = userEvent.setup();
  await user.selectOptions(screen.getByLabelText(m.photo_scope()), m.photo_scope_record());
  await user.type(screen.getByLabelText(m.photo_recipient()), 'Dr Cotton Wool');
  if (as !== undefined) await user.selectOptions(screen.getByLabelText(m.photo_export_form()), as);
  await user.click(screen.getByRole('button', { name: m.photo_export_save() }));
  await waitFor(() => expect(ipc.exportComparison).toHaveBeenCalledOnce());
  return ipc.exportComparison.mock.calls[0]?.[0];
}

beforeEach(() => {
  vi.resetAllMocks();
  ipc.exportComparison.mockResolvedValue(true);
});

describe('saving a comparison', () => {
  it('is a picture unless a page is chosen', async () => {
    shown();
    expect(await saved()).toEqual({ left: 'left', right: 'right', scope: 'record', recipient: 'Dr Cotton Wool', form: 'png' });
  });

  it('is a page where that is chosen', async () => {
    shown();
    expect(await saved(m.photo_export_form_pdf())).toMatchObject({ scope: 'record', form: 'pdf' });
  });

  it('says before it leaves whom the copy will name', async () => {
    const user = userEvent.setup();
    shown({ record: true, teaching: true, marketing: false });
    expect(screen.queryByText(m.photo_export_names_nobody())).not.toBeNull();
    await user.selectOptions(screen.getByLabelText(m.photo_export_form()), m.photo_export_form_pdf());
    await user.selectOptions(screen.getByLabelText(m.photo_scope()), m.photo_scope_teaching());
    expect(screen.queryByText(m.photo_export_names_clinic())).not.toBeNull();
    await user.selectOptions(screen.getByLabelText(m.photo_scope()), m.photo_scope_record());
    expect(screen.queryByText(m.photo_export_names_patient())).not.toBeNull();
  });

  it('offers nothing to somebody who agreed to nothing', () => {
    shown({ record: false, teaching: false, marketing: false });
    expect(screen.queryByLabelText(m.photo_export_form())).toBeNull();
    expect(screen.queryByRole('button', { name: m.photo_export_save() })).toBeNull();
  });
});
