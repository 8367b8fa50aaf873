/*
 * The floor that start-up is measured beside: the smallest window of the same web engine, showing a finished page
 * with the same block of colour. Compiled by the measuring program when it runs.
 */
#include <gtk/gtk.h>
#include <webkit2/webkit2.h>

static const char PAGE[] =
    "<!doctype html><html lang=en><meta charset=utf-8><title>Floor</title>"
    "<style>body{margin:0;font:16px sans-serif;background:#f6f4f0;color:#1e2629}"
    "main{max-width:28rem;margin:20vh auto;background:#fff;padding:2rem;border-radius:12px}"
    ".mark{position:fixed;left:0;bottom:0;width:32px;height:32px;background:rgb(18,196,139)}</style>"
    "<main><h1>Needlebook is locked</h1><p>Thimble and Thread Skin Clinic</p>"
    "<label>Passphrase <input type=password></label> <button>Unlock</button></main><div class=mark></div></html>";

int main(int argc, char **argv) {
  gtk_init(&argc, &argv);
  GtkWidget *window = gtk_window_new(GTK_WINDOW_TOPLEVEL);
  gtk_window_set_default_size(GTK_WINDOW(window), 1440, 900);
  GtkWidget *view = webkit_web_view_new();
  gtk_container_add(GTK_CONTAINER(window), view);
  webkit_web_view_load_html(WEBKIT_WEB_VIEW(view), PAGE, NULL);
  g_signal_connect(window, "destroy", G_CALLBACK(gtk_main_quit), NULL);
  gtk_widget_show_all(window);
  gtk_main();
  return 0;
}
