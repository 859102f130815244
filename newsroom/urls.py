"""Every address of Newsroom."""

urlpatterns = []
