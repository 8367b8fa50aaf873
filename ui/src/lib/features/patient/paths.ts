/** The addresses of a patient's pages. An id, never a name: addresses may show up in a crash report. */
export const patientPath = {
  overview: (id: string) => `/patient/${id}`,
  sessions: (id: string) => `/patient/${id}/sessions`,
  screening: (id: string) => `/patient/${id}/screening`,
  consent: (id: string) => `/patient/${id}/consent`,
  signedSession: (id: string, session: string) => `/patient/${id}/sessions/${session}`,
  session: (id: string) => `/patient/${id}/session`,
  sheet: (id: string, session: string) => `/patient/${id}/sheet/${session}`,
  consultation: (id: string) => `/patient/${id}/consultation`,
  /** About the newest screening, or about a reaction. */
  letter: (id: string, reaction?: string) => `/patient/${id}/letter${reaction ? `?reaction=${reaction}` : ''}`,
  document: (id: string, document: string) => `/patient/${id}/document/${document}`,
  attachments: (id: string) => `/patient/${id}/attachments`,
  photos: (id: string) => `/patient/${id}/photos`,
  history: (id: string) => `/patient/${id}/history`,
  reactions: (id: string) => `/patient/${id}/reactions`,
  notes: (id: string) => `/patient/${id}/notes`,
  details: (id: string) => `/patient/${id}/details`
};
